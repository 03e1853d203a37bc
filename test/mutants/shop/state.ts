import {
  answeringAs,
  type Call,
  type Edit,
  isCall,
  reading,
  writing,
  writingStatus,
} from '../edit-exchange.ts';
import type { Answer, Mutant } from '../mutant.ts';

/** Calls the provider itself. */
const call =
  (real: Answer, base: string) =>
  (method: string, url: string, body?: unknown): Promise<Response> => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { 'Content-Type': type };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return real(new Request(new URL(url, base), { method, headers, ...text }));
  };

/** Does something else behind the client's back when a call was answered. */
const after =
  (
    wanted: Call,
    status: number,
    act: (calling: ReturnType<typeof call>, request: Request, response: Response) => unknown,
  ): Edit =>
  (real) =>
  async (request) => {
    const response = await real(request.clone() as Request);
    if (isCall(request, wanted) && response.status === status)
      await act(call(real, request.url), request, response.clone() as Response);
    return response;
  };

/** Gives an answer without asking the provider, where the resource is there. */
const pretending =
  (wanted: Call, status: number): Edit =>
  (real) =>
  async (request) => {
    if (!isCall(request, wanted)) return await real(request);
    const found = await call(real, request.url)('GET', request.url);
    return found.status === 200 ? new Response(null, { status }) : await real(request);
  };

/** Keeps those members of a broken change that are right by themselves. */
const applying = (wanted: Call): Edit =>
  after(wanted, 400, async (calling, request) => {
    const text = await request.text();
    if (!text.startsWith('{') || !text.endsWith('}')) return;
    let body: Record<string, unknown>;
    try {
      body = JSON.parse(text) as Record<string, unknown>;
    } catch {
      return;
    }
    for (const [name, value] of Object.entries(body)) await calling('PATCH', request.url, { [name]: value });
  });

const problem = (status: number): Response =>
  new Response(JSON.stringify({ title: 'Refused', status }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

/** Faults that only a later request shows. */
export const stateMutants: readonly Mutant[] = [
  {
    name: 'made product not kept',
    answer: after('POST /products', 201, (calling, _request, response) =>
      calling('DELETE', response.headers.get('location') ?? ''),
    ),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'made review not kept',
    answer: answeringAs(['GET /products/*/reviews/*', 200], () => problem(404)),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'Location of another product',
    answer: answeringAs(['POST /products', 201], (response) => {
      const headers = new Headers(response.headers);
      headers.set('location', '/products/p999999');
      return new Response(response.body, { status: 201, headers });
    }),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'deletion that does nothing',
    answer: pretending('DELETE /products/*', 204),
    reports: ['error resource-deleted-found'],
  },
  {
    name: '500 for a second deletion',
    answer: writingStatus(['DELETE /products/*', 404], 500),
    reports: ['error response-server-error'],
  },
  {
    name: 'refused replacement applied',
    answer: applying('PUT /products/*'),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'refused change applied',
    answer: applying('PATCH /products/*'),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'refused product stored',
    answer: after('POST /products', 400, (calling) =>
      calling('POST', '/products', { name: 'Lamp b', price: 1 }),
    ),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'refused review stored',
    answer: after('POST /products/*/reviews', 400, (calling, { url }) =>
      calling('POST', url, { stars: 1, text: 'Bright b' }),
    ),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'refused replacement empties the product',
    answer: after('PUT /products/*', 400, (calling, { url }) => calling('PUT', url, { name: 'x', price: 0 })),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'refused change deletes the product',
    answer: after('PATCH /products/*', 400, (calling, { url }) => calling('DELETE', url)),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'replacement ignored',
    answer: (real) => async (request) => {
      if (!isCall(request, 'PUT /products/*')) return await real(request);
      const calling = call(real, request.url);
      const old = await calling('GET', request.url);
      const response = await real(request.clone() as Request);
      const { id: _, updatedAt: __, ...product } = (await old.json()) as Record<string, unknown>;
      if (response.status === 200) await calling('PUT', request.url, product);
      return response;
    },
    reports: ['error resource-value-different'],
  },
  {
    name: 'change ignored',
    answer: (real) => async (request) => {
      if (!isCall(request, 'PATCH /products/*')) return await real(request);
      const calling = call(real, request.url);
      const old = await calling('GET', request.url);
      const response = await real(request.clone() as Request);
      const { id: _, updatedAt: __, ...product } = (await old.json()) as Record<string, unknown>;
      if (response.status === 204) await calling('PUT', request.url, product);
      return response;
    },
    reports: ['error resource-value-different'],
  },
  {
    name: 'price ignored by changes',
    answer: reading('PATCH /products/*', (body) => {
      const { price, ...rest } = body;
      return typeof price === 'number' && price >= 0 && Object.keys(rest).length > 0 ? rest : body;
    }),
    // What is read and written again is UTF-8, whatever it was.
    reports: ['error resource-value-different'],
  },
  {
    name: 'stock always nothing',
    answer: writing(['GET /products/*', 200], (product) => ({ ...product, stock: 0 })),
    reports: ['error resource-value-different'],
  },
  {
    name: 'tags not kept',
    answer: reading('* /products', (body) => {
      const { tags, ...rest } = body;
      return Array.isArray(tags) &&
        tags.length < 6 &&
        tags.every((tag) => typeof tag === 'string' && /^[a-z]{1,20}$/.test(tag))
        ? rest
        : body;
    }),
    reports: ['error resource-value-different'],
  },
  {
    name: 'name cut to 30 characters',
    answer: reading('* /products**', (body) =>
      typeof body.name === 'string' && body.name.length <= 60
        ? { ...body, name: body.name.slice(0, 30) }
        : body,
    ),
    // What is read and written again is UTF-8, whatever it was.
    reports: ['error resource-value-different'],
  },
  {
    name: 'the first replacement cannot be made again',
    answer: (real) => {
      const bodies = new Set<string>();
      return async (request) => {
        if (!isCall(request, 'PUT /products/*')) return await real(request);
        const key = `${request.url} ${await request.clone().text()}`;
        const response = await real(request);
        const again = bodies.has(key);
        if (response.status === 200) bodies.add(key);
        return response.status === 200 && again ? problem(400) : response;
      };
    },
    reports: ['error operation-not-idempotent'],
  },
  {
    name: 'nothing is accepted after a refusal',
    answer: (real) => {
      const locked = new Set<string>();
      return async (request) => {
        if (!isCall(request, 'PUT /products/*')) return await real(request);
        const response = await real(request.clone() as Request);
        if (response.status === 400 && request.url.match(/p[0-9]{2,}$/)) locked.add(request.url);
        return locked.has(request.url) && response.status === 200 ? problem(400) : response;
      };
    },
    reports: ['error operation-not-idempotent'],
  },
  {
    name: 'list without its last product',
    answer: writing(['GET /products', 200], ({ items }) => ({ items: items.slice(0, -1) })),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'list with products that are not there',
    answer: writing(['GET /products', 200], ({ items }) => ({
      items: items.map((item: object) => ({ ...item, id: 'p999999' })),
    })),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'link to reviews that are not there',
    answer: (real) => async (request) => {
      const response = await real(request);
      if (!isCall(request, 'GET /products/*/reviews') || response.status !== 200) return response;
      const list = (await response.clone().json()) as unknown[];
      return list.length === 0 ? problem(404) : response;
    },
    reports: ['error resource-created-missing'],
  },
];
