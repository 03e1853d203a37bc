import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';

type File = {
  readonly name: string;
  readonly kind: string;
  readonly tags: readonly string[];
  readonly public: boolean;
  readonly bytes: Uint8Array;
};

/** A key of the fixture, no secret. */
export const uploadsKey = 'uploads-fixture-key';

/** Larger bodies are refused with 413, in bytes. */
const mostBytes = 65_536;
const kinds = ['report', 'picture', 'other'];
const modified = '2026-01-02T03:04:05Z';

/** A correct server for `uploads.yaml`: files, forms and tables in several media types, behind a key. */
export function createUploads(): Hono {
  const files = new Map<string, File>();
  const keep = (file: File): File => {
    files.set(file.name, file);
    return file;
  };
  keep({ name: 'report.csv', kind: 'report', tags: [], public: false, bytes: Buffer.from('a,b\n1,2\n') });
  const app = new Hono().basePath('/v2');
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  });
  app.use(async (c, next) => {
    if (c.req.header('x-api-key') === uploadsKey) await next();
    else c.res = toRefusal(401, 'key', { 'WWW-Authenticate': 'ApiKey realm="uploads"' });
  });
  app.get('/files', (c) => {
    const { kind, limit, sort } = readListQuery(c);
    const type = negotiate(c, ['application/json', 'text/csv']);
    const found = [...files.values()].filter((file) => kind === undefined || file.kind === kind);
    const page = found.sort(compareBy(sort)).slice(0, limit).map(describe);
    const headers = { 'X-Total-Count': String(found.length), Vary: 'Accept' };
    if (type === 'application/json') return c.json(page, 200, headers);
    const lines = ['name,size', ...page.map(({ name, size }) => `${name},${size}`), ''];
    return c.body(lines.join('\n'), 200, { ...headers, 'Content-Type': 'text/csv; charset=utf-8' });
  });
  app.post('/files', async (c) => {
    requireType(c, ['multipart/form-data']);
    const file = keep(readUpload(await readForm(c)));
    return c.json(describe(file), 201, { Location: `/v2/files/${file.name}`, ETag: tagOf(file) });
  });
  app.get('/files/:name', (c) => {
    const name = readName(c);
    const condition = c.req.header('if-none-match');
    if (condition !== undefined && !/^(\*|(W\/)?"[^"]*")$/.test(condition)) refuse(400, 'if-none-match');
    const file = files.get(name) ?? refuse(404, 'unknown');
    const headers = { ETag: tagOf(file) };
    if (condition === '*' || condition?.replace('W/', '') === tagOf(file)) return c.body(null, 304, headers);
    return c.json(describe(file), 200, { ...headers, 'Last-Modified': new Date(modified).toUTCString() });
  });
  app.put('/files/:name', async (c) => {
    const name = readName(c);
    const type = requireType(c, ['application/octet-stream', 'text/csv', 'application/json']);
    const bytes = await readBytes(c);
    if (bytes.length === 0 && type === 'application/json') refuse(400, 'body');
    if (type === 'application/json') parseJson(bytes);
    else if (lengthOf(bytes, type) > 20_000) refuse(413, 'size');
    const isNew = !files.has(name);
    const old = files.get(name) ?? { kind: 'other', tags: [], public: false };
    return c.body(null, isNew ? 201 : 204, { ETag: tagOf(keep({ ...old, name, bytes })) });
  });
  app.delete('/files/:name', (c) => {
    if (!files.delete(readName(c))) refuse(404, 'unknown');
    return c.body(null, 204);
  });
  app.get('/files/:name/content', (c) => {
    const { name, bytes } = files.get(readName(c)) ?? refuse(404, 'unknown');
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      'X-Size': String(bytes.length),
    });
  });
  app.post('/imports', async (c) => {
    const delimiter = c.req.header('x-delimiter') ?? 'comma';
    if (!['comma', 'semicolon', 'tab'].includes(delimiter)) refuse(400, 'delimiter');
    requireType(c, ['text/csv']);
    const text = toText(await readBytes(c));
    if (text === '') refuse(400, 'body');
    if ([...text].length > 5000) refuse(413, 'size');
    const job = { job: randomUUID(), state: 'waiting', lines: text.split('\n').length };
    return c.json(job, 202, { Location: `/v2/jobs/${job.job}`, 'Retry-After': '1' });
  });
  app.post('/labels', async (c) => {
    const type = negotiate(c, ['application/json', 'text/plain']);
    const own = requireType(c, ['application/json', 'application/x-www-form-urlencoded']);
    const bytes = await readBytes(c);
    const label = readLabel(own === 'application/json' ? parseJson(bytes) : parseForm(toText(bytes)));
    if (type === 'text/plain') return c.text(`${label.text} (${label.colour})`, 200, { Vary: 'Accept' });
    return c.json(label, 200, { Vary: 'Accept' });
  });
  app.notFound(() => toRefusal(404, 'path'));
  return app;
}

function toRefusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code, message: `refused: ${code}` } }, { status, headers });
}

function refuse(status: 400 | 404 | 406 | 413 | 415 | 422, code: string): never {
  throw new HTTPException(status, { res: toRefusal(status, code) });
}

/** The first type of those offered that the client takes (RFC 9110 §12.5.1); its weights beside 0 are not looked at. */
function negotiate(c: Context, offered: readonly string[]): string {
  const accept = (c.req.header('accept') ?? '*/*').toLowerCase();
  const ranges = accept.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    return { name, isRefused: parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) };
  });
  const isWanted = (type: string): boolean => {
    const matching = [type, `${type.split('/')[0]}/*`, '*/*'].map((name) =>
      ranges.find((range) => range.name === name),
    );
    // The most specific range decides.
    const range = matching.find((one) => one !== undefined);
    return range !== undefined && !range.isRefused;
  };
  return offered.find(isWanted) ?? refuse(406, 'accept');
}

function requireType(c: Context, types: readonly string[]): string {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return types.includes(type) ? type : refuse(415, 'media-type');
}

async function readBytes(c: Context): Promise<Uint8Array> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  return bytes.length > mostBytes ? refuse(413, 'size') : bytes;
}

async function readForm(c: Context): Promise<FormData> {
  const bytes = await readBytes(c);
  try {
    const headers = { 'Content-Type': c.req.header('content-type') ?? '' };
    return await new Response(new Uint8Array(bytes), { headers }).formData();
  } catch {
    return refuse(400, 'form');
  }
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(400, 'encoding');
  }
}

const lengthOf = (bytes: Uint8Array, type: string): number =>
  type === 'text/csv' ? [...toText(bytes)].length : bytes.length;

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(toText(bytes));
  } catch (error) {
    if (error instanceof HTTPException) throw error;
    return refuse(400, 'json');
  }
}

/** The fields of a form; numbers are numbers, and a field that comes twice is none. */
function parseForm(text: string): Record<string, unknown> {
  const form = new URLSearchParams(text);
  const fields = [...form].map(([name, value]): [string, unknown] => {
    if (form.getAll(name).length > 1) return refuse(422, name);
    return [name, name === 'size' && /^-?\d+$/.test(value) ? Number(value) : value];
  });
  return Object.fromEntries(fields);
}

function readName(c: Context): string {
  const name = c.req.param('name') ?? '';
  return /^[a-z0-9][a-z0-9._-]{0,39}$/.test(name) ? name : refuse(400, 'name');
}

type ListQuery = { kind: string | undefined; limit: number; sort: readonly string[] };

function readListQuery(c: Context): ListQuery {
  const { kind, limit, sort } = c.req.query();
  if (kind !== undefined && !kinds.includes(kind)) refuse(400, 'kind');
  if (limit !== undefined && !(/^-?\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 50))
    refuse(400, 'limit');
  const names = sort === undefined ? [] : sort.split(',');
  if (names.some((name) => !['name', 'size'].includes(name)) || new Set(names).size < names.length)
    refuse(400, 'sort');
  return { kind, limit: Number(limit ?? 10), sort: names };
}

function compareBy(sort: readonly string[]): (a: File, b: File) => number {
  const rank = (a: File, b: File, name: string): number =>
    name === 'size' ? a.bytes.length - b.bytes.length : a.name < b.name ? -1 : 1;
  return (a, b) => sort.map((name) => rank(a, b, name)).find((order) => order !== 0) ?? 0;
}

function readUpload(form: FormData): File {
  const [file, name, kind, isPublic] = ['file', 'name', 'kind', 'public'].map((field) => {
    const values = form.getAll(field);
    return values.length > 1 ? refuse(422, field) : values[0];
  });
  const tags = form.getAll('tags').map(String);
  if (file === undefined || file === null) return refuse(422, 'file');
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,39}$/.test(name)) return refuse(422, 'name');
  if (kind !== undefined && !kinds.includes(String(kind))) refuse(422, 'kind');
  if (tags.length > 3 || tags.some((tag) => !/^[a-z]{1,10}$/.test(tag))) refuse(422, 'tags');
  if (isPublic !== undefined && !['true', 'false'].includes(String(isPublic))) refuse(422, 'public');
  const size = typeof file === 'string' ? Buffer.byteLength(file) : file.size;
  return {
    ...{ name, tags, bytes: new Uint8Array(size) },
    kind: String(kind ?? 'other'),
    public: String(isPublic) === 'true',
  };
}

type Label = { readonly text: string; readonly colour: string; readonly size?: number };

function readLabel(value: unknown): Label {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse(422, 'body');
  const { text, colour, size, ...others } = value as Record<string, unknown>;
  if (typeof text !== 'string' || text === '' || [...text].length > 20) return refuse(422, 'text');
  if (!['red', 'green', 'blue'].includes(colour as string)) return refuse(422, 'colour');
  if (size !== undefined && !(Number.isInteger(size) && Number(size) >= 1 && Number(size) <= 10))
    refuse(422, 'size');
  if (Object.keys(others).length > 0) refuse(422, 'member');
  return { text, colour: String(colour), ...(size === undefined ? {} : { size: Number(size) }) };
}

function describe({ bytes, ...file }: File): Omit<File, 'bytes'> & { size: number; modified: string } {
  return { ...file, size: bytes.length, modified };
}

function tagOf({ bytes }: File): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;
}
