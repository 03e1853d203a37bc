import { Hono } from 'hono';

/** A correct server for `search.yaml`: queries with arrays and objects, headers, `oneOf` bodies, forms. */
export function createSearch(): Hono {
  const shapes = new Map<string, Members>([
    ['circle/small', { type: 'circle', radius: 0.5 }],
    ['square/wide', { type: 'square', width: 100, colours: ['red'] }],
    [
      'line/long',
      { type: 'line', from: { x: 0, y: 0 }, to: { x: 9, y: -1.5, label: 'end' }, meta: { a: 1 } },
    ],
  ]);
  const app = new Hono();
  app.get('/shapes', (c) => {
    const url = new URL(c.req.url);
    const language = c.req.header('x-language') ?? '';
    const depth = c.req.header('x-depth');
    const right =
      /^[a-z]{2}(-[A-Z]{2})?$/.test(language) &&
      (depth === undefined || (isWhole(depth) && Number(depth) > 0 && Number(depth) < 10)) &&
      isQuery(url.searchParams);
    if (!right) return c.text('refused', 400);
    const kinds = url.searchParams.getAll('kind');
    const found = [...shapes.values()].filter(({ type }) => kinds.length === 0 || kinds.includes(`${type}`));
    const page = (name: string, otherwise: number): number =>
      Number(url.searchParams.get(`page[${name}]`) ?? otherwise);
    const length = page('length', 20);
    const start = (page('number', 1) - 1) * length;
    return c.json({ count: found.length, items: found.slice(start, start + length) });
  });
  app.post('/shapes/:kind/:name', async (c) => {
    const { kind, name } = c.req.param();
    const named = ['circle', 'square', 'line'].includes(kind) && /^[a-z][a-z0-9-]{0,15}$/.test(name);
    const typed = /^application\/(vnd\.shapes\+)?json\b/i.test(c.req.header('content-type') ?? '');
    const body = await c.req
      .text()
      .then(JSON.parse)
      .catch(() => undefined);
    if (!named || !typed || !isShape(body)) return c.text('refused', 400);
    shapes.set(`${kind}/${name}`, body);
    return c.json({ kept: true });
  });
  app.post('/reports', async (c) => {
    const text = await c.req.text();
    const type = c.req.header('content-type') ?? '';
    if (text === '') return c.body(null, 204);
    if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return c.text('refused', 400);
    const form = new URLSearchParams(text);
    const [reasons, notes] = [form.getAll('reason'), form.getAll('note')];
    const right =
      reasons.length === 1 &&
      ['spam', 'wrong'].includes(reasons[0] ?? '') &&
      notes.length <= 1 &&
      [...(notes[0] ?? '')].length <= 50;
    return right ? c.body(null, 204) : c.text('refused', 400);
  });
  return app;
}

const isWhole = (text: string): boolean => /^-?\d+$/.test(text);
const kinds = ['circle', 'square', 'line'];

function isQuery(query: URLSearchParams): boolean {
  const q = query.get('q');
  const chosen = query.getAll('kind');
  const size = query.get('size')?.split('|');
  const exact = query.get('exact');
  const page = [...query].filter(([name]) => name.startsWith('page['));
  const inRange = (text: string, most: number): boolean =>
    isWhole(text) && Number(text) >= 1 && Number(text) <= most;
  return (
    q !== null &&
    [...q].length >= 2 &&
    [...q].length <= 30 &&
    chosen.every((kind) => kinds.includes(kind)) &&
    new Set(chosen).size === chosen.length &&
    (size === undefined || (size.length === 2 && size.every((one) => isWhole(one) && Number(one) >= 0))) &&
    (exact === null || ['true', 'false'].includes(exact)) &&
    page.every(([name, text]) =>
      name === 'page[number]'
        ? inRange(text, Number.POSITIVE_INFINITY)
        : name === 'page[length]' && inRange(text, 50),
    )
  );
}

type Members = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';

function isShape(body: unknown): body is Members {
  if (!isRecord(body)) return false;
  switch (body.type) {
    case 'circle':
      return isNumber(body.radius) && body.radius > 0;
    case 'square':
      return (
        isNumber(body.width) &&
        Number.isInteger(body.width / 5) &&
        body.width >= 1 &&
        body.width <= 1000 &&
        (body.colours === undefined || isColours(body.colours))
      );
    case 'line':
      return isPoint(body.from) && isPoint(body.to) && (body.meta === undefined || isMeta(body.meta));
    default:
      return false;
  }
}

function isColours(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((one) => ['red', 'green', 'blue'].includes(one))
  );
}

function isPoint(value: unknown): boolean {
  return (
    isRecord(value) &&
    isNumber(value.x) &&
    isNumber(value.y) &&
    ['undefined', 'string'].includes(typeof value.label) &&
    Object.keys(value).every((name) => ['x', 'y', 'label'].includes(name))
  );
}

function isMeta(value: unknown): boolean {
  if (value === null) return true;
  return (
    isRecord(value) &&
    Object.keys(value).length <= 2 &&
    Object.entries(value).every(
      ([name, one]) => /^[a-z]+$/.test(name) && ['string', 'number'].includes(typeof one),
    )
  );
}
