import type { Sent } from './send-request.ts';

/** A request of the differential test; its name is unique within its document. */
export type Case = Sent & {
  readonly name: string;
  /** The body is left to chance: only status and media type are compared, and ours must fit the document. */
  readonly isRandom?: boolean;
  /** Milliseconds after which no answer counts as silence. */
  readonly patience?: number;
};

export type Suite = { readonly document: string; readonly cases: readonly Case[] };

type Base = Sent & { readonly name: string };

const json = { 'content-type': 'application/json' };

/** What every operation is asked, whatever it is. */
function vary(base: Base): Case[] {
  const to = (name: string, change: Partial<Case>): Case => ({
    ...base,
    ...change,
    name: `${base.name}, ${name}`,
  });
  const header = (name: string, value: string | readonly string[]) =>
    to(`${name}: ${[value].flat().join(' + ')}`, { headers: { ...base.headers, [name]: value } });
  const query = (text: string) =>
    to(`?${text}`, { path: `${base.path}${base.path.includes('?') ? '&' : '?'}${text}` });
  return [
    { ...base },
    ...accepts.map((value) => header('accept', value)),
    ...preferences.map((value) => header('prefer', value)),
    ...queries.map(query),
    { ...header('prefer', 'dynamic=true'), isRandom: true },
    { ...query('__dynamic=true'), isRandom: true },
    to('an unknown query parameter', { path: `${base.path}${base.path.includes('?') ? '&' : '?'}unknown=1` }),
    ...['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE']
      .filter((method) => method !== base.method)
      .map((method) => {
        const { body, ...rest } = base;
        return { ...rest, method, name: `${base.name}, with ${method}` };
      }),
  ];
}

const accepts = [
  '*/*',
  'application/json',
  'application/*',
  'text/html, application/xhtml+xml, */*;q=0.8',
  'text/html;q=0.9, application/json;q=0.1',
  'text/html',
  'application/json;q=0',
  'application/xml',
  'text/plain',
  'application/problem+json',
];

const preferences: (string | readonly string[])[] = [
  'code=200',
  'code=400',
  'code=404',
  'code=500',
  'code=418',
  'code=abc',
  'code=20',
  'code=',
  'code',
  'example=nope',
  'code=400, example=nope',
  'dynamic=false',
  'dynamic=perhaps',
  'code=abc, dynamic=perhaps',
  'return=minimal',
  'respond-async, wait=10',
  'CODE=400',
  'code="400"',
  'code=400, code=500',
  ['code=400', 'dynamic=false'],
];

const queries = ['__code=400', '__code=abc', '__code=400&__code=500', '__example=nope', '__dynamic=no'];

function named(base: Base, names: readonly string[]): Case[] {
  return names.map((name) => ({
    ...base,
    name: `${base.name}, Prefer ${name}`,
    headers: { ...base.headers, prefer: name },
  }));
}

function bodies(base: Base, texts: Readonly<Record<string, string | undefined>>): Case[] {
  return Object.entries(texts).map(([name, body]) => {
    const { body: _, ...rest } = base;
    return { ...rest, name: `${base.name}, ${name}`, ...(body !== undefined && { body }) };
  });
}

function headered(base: Base, all: Readonly<Record<string, Readonly<Record<string, string>>>>): Case[] {
  return Object.entries(all).map(([name, headers]) => ({ ...base, name: `${base.name}, ${name}`, headers }));
}

const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const tags = { 'test-tags': 'test-image' };
const file = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const token = { 'x-auth-token': 'a-token' };
const modify: Base = {
  name: 'modify',
  method: 'PUT',
  path: image,
  headers: { ...token, ...json },
  body: JSON.stringify({ path: file, tags }),
};

const imagesearchCases: Case[] = [
  ...vary(modify),
  ...named(modify, [
    ...Array.from(
      { length: 16 },
      (_, index) => `code=400, example=IS.00${String(index + 1).padStart(2, '0')}`,
    ),
    'code=401, example=token-expired',
    'code=403, example=APIGW.0306',
    'code=404, example=APIGW.0101',
    'code=413',
    'code=429, example=APIGW.0308',
    'code=503',
    'code=504, example=APIGW.0203',
    'example=modified',
    'code=200, example=modified',
    'code=400;example=IS.0001',
  ]),
  ...bodies(modify, {
    'no body': undefined,
    'path missing': JSON.stringify({ tags }),
    'path null': JSON.stringify({ path: null, tags }),
    'path a number': JSON.stringify({ path: 5, tags }),
    'path a boolean': JSON.stringify({ path: true, tags }),
    'path empty': JSON.stringify({ path: '', tags }),
    'tags missing': JSON.stringify({ path: file }),
    'tags null': JSON.stringify({ path: file, tags: null }),
    'tags a list': JSON.stringify({ path: file, tags: [] }),
    'tags empty': JSON.stringify({ path: file, tags: {} }),
    'tag a number': JSON.stringify({ path: file, tags: { a: 1 } }),
    'tag undeclared': JSON.stringify({ path: file, tags: { 'undeclared-tag': 'test-image' } }),
    'path and tags missing': '{}',
    'both of a wrong type': JSON.stringify({ path: 1, tags: 1 }),
    'an extra key': JSON.stringify({ path: file, tags, extra: 1 }),
    'a key twice': `{"path":1,"path":${JSON.stringify(file)},"tags":{}}`,
    'a list': '[]',
    null: 'null',
    'a string': '"x"',
    'unicode tags': JSON.stringify({ path: file, tags: { 图: '片' } }),
    'spaces around': `  ${JSON.stringify({ path: file, tags })}\n`,
  }),
  ...headered(modify, {
    'no token': { ...json },
    'empty token': { 'x-auth-token': '', ...json },
    'AK/SK': { authorization: 'SDK-HMAC-SHA256 Access=a', 'x-sdk-date': '20240101T000000Z', ...json },
    'half of AK/SK': { authorization: 'SDK-HMAC-SHA256 Access=a', ...json },
    'text/plain': { ...token, 'content-type': 'text/plain' },
    'a charset': { ...token, 'content-type': 'application/json;charset=UTF-8' },
    'another charset': { ...token, 'content-type': 'application/json; charset=utf-8' },
    'an upper-case type': { ...token, 'content-type': 'APPLICATION/JSON' },
    'an XML type': { ...token, 'content-type': 'application/xml' },
    'a form type': { ...token, 'content-type': 'application/x-www-form-urlencoded' },
    'no type': token,
    'broken and an error wanted': { ...json, prefer: 'code=401, example=token-expired' },
  }),
  ...bodies(
    { ...modify, headers: { ...modify.headers, prefer: 'code=400, example=IS.0010' } },
    { 'broken, and its error chosen': '{}' },
  ),
  ...bodies(
    { ...modify, headers: { ...modify.headers, prefer: 'code=200' } },
    { 'broken, and success wanted': '{}' },
  ),
  { ...modify, name: 'unknown instance', path: image.replace('test-instance', 'no-such-instance') },
  { ...modify, name: 'other instance', path: image.replace('test-instance', 'other') },
  { ...modify, name: 'escaped slash in the instance', path: image.replace('test-instance', 'a%2Fb') },
  { ...modify, name: 'unicode instance', path: image.replace('test-instance', '%E5%9B%BE') },
  { ...modify, name: 'empty instance', path: image.replace('test-instance', '') },
  { ...modify, name: 'unknown path', path: '/v1/nothing' },
  { ...modify, name: 'root', path: '/' },
  { ...modify, name: 'closing slash', path: `${image}/` },
  // What Prism dies of, or hangs on.
  { ...modify, name: 'malformed JSON', body: '{"path": ', patience: 2500 },
  { ...modify, name: 'broken percent-encoding', path: image.replace('test-instance', '%zz') },
  { ...modify, name: 'an Accept that is none', headers: { ...modify.headers, accept: ';;;' } },
  {
    ...modify,
    name: 'a violation at a key in Chinese',
    body: JSON.stringify({ path: file, tags: { 图: 1 } }),
  },
  { ...modify, name: 'a Content-Type that is none', headers: { ...token, 'content-type': ';' } },
  {
    ...modify,
    name: 'JSON 60,000 levels deep',
    body: `{"path":${'['.repeat(60_000)}${']'.repeat(60_000)},"tags":{}}`,
  },
  {
    ...modify,
    name: 'preflight',
    method: 'OPTIONS',
    headers: { origin: 'http://page', 'access-control-request-method': 'PUT' },
  },
];

const item = JSON.stringify({ name: 'a', count: 1 });
const list: Base = { name: 'list', method: 'GET', path: '/items' };
const make: Base = { name: 'make', method: 'POST', path: '/items', headers: json, body: item };
const put: Base = { name: 'put', method: 'PUT', path: '/items/1', headers: json, body: item };
const get = (path: string, headers: Readonly<Record<string, string>> = {}): Case => {
  const told = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return { name: [`GET ${path}`, ...told].join(', '), method: 'GET', path, headers };
};
const multipart = (part: string) =>
  `--b\r\nContent-Disposition: form-data; name="${part}"\r\n\r\nx\r\n--b--\r\n`;

const varietyCases: Case[] = [
  ...vary(list),
  ...named(list, [
    'example=none',
    'example=one',
    'code=200, example=none',
    'code=404, example=broken',
    'code=599',
    'code=201',
  ]),
  ...['limit=3', 'limit=0', 'limit=11', 'limit=x', 'limit=', 'tag=a', 'tag=a&tag=b', 'tag=c', 'tag=a,b'].map(
    (text) => get(`/items?${text}`),
  ),
  get('/items', { 'x-trace': 'ff' }),
  get('/items', { 'x-trace': 'zz' }),
  get('/items', { accept: 'application/xml', prefer: 'example=none' }),
  { name: 'HEAD', method: 'HEAD', path: '/items' },
  ...vary(make),
  ...named(make, ['code=422', 'code=422, example=count', 'code=201', 'example=count', 'example=default']),
  ...bodies(make, {
    'no body': undefined,
    'empty name': '{"name":""}',
    'no name': '{}',
    'wrong count': '{"name":"a","count":"x"}',
    list: '[]',
  }),
  ...headered(make, {
    'text/plain': { 'content-type': 'text/plain' },
    'no type': {},
    'a vendor type': { 'content-type': 'application/vnd.kit+json' },
  }),
  ...bodies(
    { ...make, headers: { ...json, prefer: 'code=422, example=count' } },
    { 'broken, and its error chosen': '{}' },
  ),
  ...bodies(
    { ...make, headers: { ...json, prefer: 'code=422, example=nope' } },
    { 'broken, and an unknown error chosen': '{}' },
  ),
  ...bodies(
    { ...make, headers: { ...json, prefer: 'code=400, example=count' } },
    { 'broken, and an error of another status chosen': '{}' },
  ),
  ...vary(put),
  ...bodies(put, { 'no body': undefined, 'empty name': '{"name":""}' }),
  {
    ...put,
    name: 'put, a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=a&count=1',
  },
  {
    ...put,
    name: 'put, a broken form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'count=1',
  },
  { ...put, name: 'put, a word as id', path: '/items/one' },
  ...['', 'Bearer x', 'Basic eDp5', 'bearer x'].map((authorization) => ({
    name: `delete, ${authorization || 'no credential'}`,
    method: 'DELETE',
    path: '/items/1',
    headers: authorization === '' ? {} : { authorization },
  })),
  ...['', 'Basic eDp5', 'Basic', 'Bearer x'].map((authorization) =>
    get('/basic', authorization === '' ? {} : { authorization }),
  ),
  ...['', 'Bearer x', 'Bearer', 'Basic eDp5'].map((authorization) =>
    get('/bearer', authorization === '' ? {} : { authorization }),
  ),
  get('/query-key'),
  get('/query-key?key=x'),
  get('/query-key?key='),
  get('/cookie-or-oauth'),
  get('/cookie-or-oauth', { cookie: 'session=x' }),
  get('/cookie-or-oauth', { cookie: 'other=x' }),
  get('/cookie-or-oauth', { authorization: 'Bearer x' }),
  get('/optional'),
  get('/ranges?n=1'),
  get('/ranges'),
  get('/ranges?n=x'),
  get('/ranges?n=1', { prefer: 'code=404' }),
  get('/ranges?n=1', { prefer: 'code=201' }),
  get('/only-error'),
  get('/any'),
  ...['*/*', 'application/json', 'text/plain', 'image/png'].map((accept) => get('/any', { accept })),
  get('/vendor'),
  ...[
    'application/json',
    'application/vnd.kit.v1+json',
    'application/vnd.kit.v2+json',
    'application/json; charset=utf-8',
    'text/html',
  ].map((accept) => get('/vendor', { accept })),
  get('/deprecated'),
  get('/generated'),
  { ...get('/generated', { prefer: 'dynamic=true' }), isRandom: true },
  get('/schema-example'),
  get('/schema-example', { prefer: 'example=default' }),
  { name: 'accepts json', method: 'POST', path: '/accepts', headers: json, body: '{"a":1}' },
  { name: 'accepts broken json', method: 'POST', path: '/accepts', headers: json, body: '{}' },
  {
    name: 'accepts text',
    method: 'POST',
    path: '/accepts',
    headers: { 'content-type': 'text/csv' },
    body: 'a,b',
  },
  {
    name: 'accepts multipart',
    method: 'POST',
    path: '/accepts',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: multipart('a'),
  },
  {
    name: 'accepts broken multipart',
    method: 'POST',
    path: '/accepts',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: multipart('b'),
  },
  {
    name: 'accepts no image',
    method: 'POST',
    path: '/accepts',
    headers: { 'content-type': 'image/png' },
    body: 'x',
  },
  { name: 'read-only left out', method: 'POST', path: '/read-only', headers: json, body: '{"secret":"x"}' },
  { name: 'write-only left out', method: 'POST', path: '/read-only', headers: json, body: '{"id":1}' },
  get('/nothing'),
];

const auth = {
  identity: {
    methods: ['password'],
    password: { user: { name: 'u', password: 'p', domain: { name: 'd' } } },
  },
  scope: { project: { id: '77b6a44cba5143ab91d13ab9a8ff44fd' } },
};
const login: Base = {
  name: 'login',
  method: 'POST',
  path: '/v3/auth/tokens',
  headers: json,
  body: JSON.stringify({ auth }),
};

const pet: Base = { name: 'add a pet', method: 'POST', path: '/pets', headers: json, body: '{"name":"rex"}' };

/** The documents beside the bundled one, by their path below the project, and what they are asked. */
export const suites: readonly Suite[] = [
  { document: 'openapi/imagesearch.yaml', cases: imagesearchCases },
  { document: 'test/integration/mock/variety.yaml', cases: varietyCases },
  {
    document: 'openapi/iam.yaml',
    cases: [
      ...vary(login),
      ...bodies(login, {
        'no body': undefined,
        'no auth': '{}',
        'no password': JSON.stringify({ auth: { identity: { methods: ['password'] } } }),
      }),
      { ...login, name: 'no catalog', path: '/v3/auth/tokens?nocatalog=true' },
    ],
  },
  {
    document: '../shared/corpora/openapi-examples/v3.0/petstore-expanded.yaml',
    cases: [
      ...vary(pet),
      ...bodies(pet, { 'no body': undefined, 'no name': '{"tag":"x"}', 'a wrong name': '{"name":1}' }),
      get('/pets'),
      get('/pets?limit=5'),
      get('/pets?limit=x'),
      get('/pets?tags=a&tags=b'),
      get('/pets/1'),
      get('/pets/x'),
      { name: 'delete a pet', method: 'DELETE', path: '/pets/1' },
    ],
  },
  {
    document: '../shared/corpora/openapi-examples/v3.0/api-with-examples.yaml',
    cases: [
      ...vary({ name: 'versions', method: 'GET', path: '/' }),
      ...named({ name: 'versions', method: 'GET', path: '/' }, ['code=300', 'code=300, example=foo']),
      get('/v2'),
    ],
  },
  {
    document: '../shared/corpora/openapi-examples/v3.1/tictactoe.yaml',
    cases: [
      get('/board', { authorization: 'Bearer x' }),
      get('/board', { 'api-key': 'x' }),
      get('/board'),
      get('/board/1/2', { authorization: 'Bearer x' }),
      get('/board/9/2', { authorization: 'Bearer x' }),
      ...vary({
        name: 'mark',
        method: 'PUT',
        path: '/board/1/1',
        headers: { ...json, authorization: 'Bearer x' },
        body: '"X"',
      }),
      ...bodies(
        { name: 'mark', method: 'PUT', path: '/board/1/1', headers: { ...json, authorization: 'Bearer x' } },
        { 'no body': undefined, 'a wrong mark': '"Y"' },
      ),
    ],
  },
  {
    document: '../shared/corpora/openapi-examples/v3.0/uspto.yaml',
    cases: [
      get('/'),
      get('/oa_citations/v1/fields'),
      get('/oa_citations/v1/fields', { prefer: 'code=404' }),
      {
        name: 'search',
        method: 'POST',
        path: '/oa_citations/v1/records',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'criteria=a&start=0&rows=10',
      },
      {
        name: 'search for nothing',
        method: 'POST',
        path: '/oa_citations/v1/records',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'start=0',
      },
    ],
  },
];
