import type { Exchange, HttpBody } from '../../src/exchange/exchange.ts';

/** An exchange as it stands in `exchange.json`: bytes are written as `base64`, everything else as it is. */
export function readExchange(text: string): Exchange {
  const { request, response, ...exchange } = JSON.parse(text);
  return { ...exchange, request: readMessage(request), ...(response && { response: readMessage(response) }) };
}

type Written = { readonly body?: HttpBody & { readonly base64?: string } };

function readMessage<Message extends Written>(message: Message): Message {
  if (message.body?.base64 === undefined) return message;
  const bytes = new Uint8Array(Buffer.from(message.body.base64, 'base64'));
  return { ...message, body: { kind: 'bytes', bytes } };
}
