// A process of its own for Pact's native part: it writes to stdout, cannot be stopped, and what crashes it ends here.
import { Verifier } from '@pact-foundation/pact-core';
import type { NativeReply, NativeRequest } from './native.ts';

process.once('message', async (request: NativeRequest) => {
  const reply = await verify(request);
  process.send?.(reply, () => process.disconnect());
});

async function verify({ options }: NativeRequest): Promise<NativeReply> {
  try {
    return { kind: 'ended', json: await new Verifier(options).verify() };
  } catch (error) {
    // A verification that fails rejects with the JSON of its results as the message.
    const message = error instanceof Error ? error.message : String(error);
    return message.startsWith('{') ? { kind: 'ended', json: message } : { kind: 'failed', reason: message };
  }
}
