export const base = 'https://imagesearch.cn-north-4.myhuaweicloud.com/v1/p/test-instance/image';

type Parts = {
  readonly url?: string;
  readonly body?: unknown;
  readonly answer?: unknown;
  readonly token?: string;
};

/** A HAR entry of the operation of the bundled document; valid where nothing else is said. */
export function toEntry(parts: Parts = {}): object {
  const { url = base, body = { path: 'a.jpg', tags: {} }, answer = { result: 'Success' } } = parts;
  const text = JSON.stringify(answer);
  const type = { name: 'Content-Type', value: 'application/json' };
  return {
    request: {
      method: 'PUT',
      url,
      headers: [type, { name: 'X-Auth-Token', value: parts.token ?? 'made-up-token' }],
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
    response: { status: 200, headers: [type], content: { size: text.length, mimeType: type.value, text } },
  };
}

/** A HAR file as text. */
export function toHar(...entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', entries } });
}

/** NDJSON. */
export function toLines(...entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
