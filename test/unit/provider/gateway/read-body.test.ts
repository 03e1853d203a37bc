import { expect, it } from 'vitest';
import { readBody } from '../../../../src/provider/gateway/read-body.ts';

const megabyte = new Uint8Array(1024 * 1024);

/** A request whose body is made on demand; `pulled` counts how much of it was asked for. */
function streaming(next: (pulled: number) => Uint8Array | Error | undefined) {
  const state = { pulled: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = next(state.pulled++);
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return { state, request: new Request('http://x', { method: 'PUT', body, duplex: 'half' }) };
}

it('joins the chunks', async () => {
  const chunks = ['ab', 'c', 'def'].map((text) => new TextEncoder().encode(text));
  const read = await readBody(streaming((pulled) => chunks[pulled]).request);
  expect(read).toEqual({ kind: 'body', bytes: new Uint8Array(Buffer.from('abcdef')) });
});

it('gives no bytes for no body', async () => {
  expect(await readBody(new Request('http://x'))).toEqual({ kind: 'body', bytes: new Uint8Array() });
});

it('reads a body that is too large to its end, so that the answer can be read', async () => {
  const { request, state } = streaming((pulled) => (pulled < 20 ? megabyte : undefined));
  expect(await readBody(request)).toEqual({ kind: 'too-large' });
  expect(state.pulled).toBe(21);
});

it('gives up a body without an end', async () => {
  const { request, state } = streaming(() => megabyte);
  expect(await readBody(request)).toEqual({ kind: 'too-large' });
  expect(state.pulled).toBe(65);
});

it('does not start with a body that is announced as far too large', async () => {
  const { request, state } = streaming(() => megabyte);
  request.headers.set('Content-Length', String(65 * 1024 * 1024));
  expect(await readBody(request)).toEqual({ kind: 'too-large' });
  expect(state.pulled).toBe(0);
});

it('tells that the connection broke', async () => {
  const { request } = streaming((pulled) => (pulled === 0 ? megabyte : new Error('gone')));
  expect(await readBody(request)).toEqual({ kind: 'aborted' });
});
