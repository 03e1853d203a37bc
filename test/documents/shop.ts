import { type Context, Hono } from 'hono';

type Members = Record<string, unknown>;
type Product = Members & { id: string };

/** A correct server for `shop.yaml`: products with reviews inside them, links, merge patches and an export that takes its time. */
export function createShop(): Hono {
  const products = new Map<string, Product>();
  const reviews = new Map<string, Members[]>();
  const exports = new Map<string, number>();
  let made = 0;
  const make = (body: Members): Product => {
    made += 1;
    const product = { ...body, id: `p${made}`, updatedAt: new Date().toISOString() };
    products.set(product.id, product);
    reviews.set(product.id, []);
    return product;
  };
  make({ name: 'First', price: 1 });
  reviews.get('p1')?.push({ id: 1, stars: 5 });
  const app = new Hono();
  app.get('/products', (c) => c.json({ items: [...products.values()] }));
  app.post('/products', async (c) => {
    const body = await readBody(c, productFields);
    if (body instanceof Response) return body;
    if (body.name === undefined || body.price === undefined) return problem(400);
    const product = make(body);
    return c.json(product, 201, { Location: `/products/${product.id}` });
  });
  app.use('/products/:id/*', async (c, next) => {
    if (!/^p[0-9]+$/.test(c.req.param('id'))) c.res = problem(400);
    else if (!products.has(c.req.param('id'))) c.res = problem(404);
    else await next();
  });
  app.get('/products/:id', (c) => {
    const product = products.get(c.req.param('id'));
    return product ? c.json(product, 200, { ETag: `"${product.updatedAt}"` }) : problem(404);
  });
  app.put('/products/:id', async (c) => {
    const { id } = c.req.param();
    const body = await readBody(c, productFields);
    if (body instanceof Response) return body;
    if (body.name === undefined || body.price === undefined) return problem(400);
    products.set(id, { ...body, id, updatedAt: new Date().toISOString() });
    return c.json(products.get(id));
  });
  app.patch('/products/:id', async (c) => {
    const { id } = c.req.param();
    const body = await readBody(c, productFields, 'application/merge-patch+json');
    if (body instanceof Response) return body;
    if (Object.keys(body).length === 0) return problem(400);
    products.set(id, { ...products.get(id), ...body, id, updatedAt: new Date().toISOString() });
    return c.body(null, 204);
  });
  app.delete('/products/:id', (c) => {
    products.delete(c.req.param('id'));
    return c.body(null, 204);
  });
  app.get('/products/:id/reviews', (c) => c.json(reviews.get(c.req.param('id')) ?? []));
  app.post('/products/:id/reviews', async (c) => {
    const body = await readBody(c, reviewFields);
    if (body instanceof Response) return body;
    if (body.stars === undefined) return problem(400);
    const list = reviews.get(c.req.param('id')) ?? [];
    const review = { ...body, id: list.length + 1 };
    list.push(review);
    return c.json(review, 201);
  });
  app.get('/products/:id/reviews/:review', (c) => {
    const { id, review } = c.req.param();
    if (!/^[0-9]+$/.test(review) || Number(review) < 1) return problem(400);
    const found = reviews.get(id)?.find((one) => one.id === Number(review));
    return found ? c.json(found) : problem(404);
  });
  app.post('/exports', async (c) => {
    const body = await readBody(c, exportFields);
    if (body instanceof Response) return body;
    if (body.format === undefined) return problem(400);
    const id = `e${exports.size + 1}`;
    exports.set(id, 0);
    return c.json({ id, state: 'running' }, 202);
  });
  app.get('/exports/:id', (c) => {
    const { id } = c.req.param();
    if (!/^e[0-9]+$/.test(id)) return problem(400);
    const asked = exports.get(id);
    // What was begun is not there at once.
    if (asked === undefined || asked === 0) {
      if (asked === 0) exports.set(id, 1);
      return id === 'e1' ? c.json({ id, state: 'done' }) : problem(404);
    }
    return c.json({ id, state: 'done' });
  });
  app.notFound(() => problem(404));
  return app;
}

function problem(status: number): Response {
  const headers = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify({ title: 'Refused', status }), { status, headers });
}

async function readBody(
  c: Context,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
  type = 'application/json',
): Promise<Members | Response> {
  const given = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (given !== type) return problem(415);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await c.req.arrayBuffer());
    const body: unknown = JSON.parse(text);
    if (body === null || typeof body !== 'object' || Array.isArray(body)) return problem(400);
    const fits = Object.entries(body).every(([name, value]) => fields[name]?.(value) === true);
    return fits ? (body as Members) : problem(400);
  } catch {
    return problem(400);
  }
}

const isText = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'string' && [...value].length >= least && [...value].length <= most;
const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

const productFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: (value) => isText(value, 1, 60),
  price: (value) => isNumber(value, 0, Number.POSITIVE_INFINITY),
  stock: (value) => Number.isInteger(value) && isNumber(value, 0, 1_000_000),
  tags: (value) =>
    Array.isArray(value) &&
    value.length <= 5 &&
    value.every((tag) => typeof tag === 'string' && /^[a-z]{1,20}$/.test(tag)),
};

const reviewFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  stars: (value) => Number.isInteger(value) && isNumber(value, 1, 5),
  text: (value) => isText(value, 0, 500),
};

const exportFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  format: (value) => value === 'csv' || value === 'json',
};
