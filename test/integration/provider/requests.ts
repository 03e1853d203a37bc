import { createProvider, type Provider, type ProviderOptions } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';

export const seedPath = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
export const imagePath = `/v1/${seedProject.id}/test-instance/image`;
export const validBody = { path: seedPath, tags: { 'test-tags': 'test-image' } };

export type Answer = { readonly status: number; readonly body: unknown };

/** A provider behind real HTTP on a free port. */
export async function startProvider(options: ProviderOptions & { requestTimeout?: number } = {}): Promise<{
  provider: Provider;
  url: string;
  stop: () => Promise<void>;
}> {
  const { requestTimeout, ...rest } = options;
  const provider = createProvider(rest);
  const { url, close } = await provider.listen(requestTimeout === undefined ? {} : { requestTimeout });
  const stop = async () => {
    await close();
    provider.close();
  };
  return { provider, url, stop };
}

/** A valid call, changed by `changes`. */
export function toImageRequest(
  base: string,
  token: string,
  changes: {
    path?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer>;
    method?: string;
  } = {},
): Request {
  return new Request(`${base}${changes.path ?? imagePath}`, {
    method: changes.method ?? 'PUT',
    headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json', ...changes.headers },
    body: changes.body ?? JSON.stringify(validBody),
  });
}

/** Status and body of a JSON answer, whose request id must be in the header too and is then taken out. */
export async function readAnswer(response: Response): Promise<Answer> {
  const type = response.headers.get('content-type');
  if (type !== 'application/json')
    throw new Error(`received Content-Type ${type} / documented application/json`);
  const id = response.headers.get('x-request-id') ?? '';
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Error(`received X-Request-Id ${id} / documented 32 hex digits`);
  const body = JSON.parse(await response.text(), (key, value) =>
    key === 'request_id' && value === id ? '(the X-Request-Id)' : value,
  );
  return { status: response.status, body };
}

/** A gateway answer as `readAnswer` gives it. */
export function gatewayAnswer(status: number, code: string, message: string): Answer {
  return { status, body: { error_msg: message, error_code: code, request_id: '(the X-Request-Id)' } };
}

/** A failed call as `readAnswer` gives it. */
export function serviceAnswer(code: string, message: string): Answer {
  return { status: 400, body: { error_code: code, error_msg: message } };
}
