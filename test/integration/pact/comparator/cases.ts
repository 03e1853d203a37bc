import fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import { type BodyCase, bodies } from './bodies.ts';
import { type Addition, type Call, joinAdditions } from './call.ts';
import { toDocument } from './document.ts';
import { bodyMutations, type MessageMutation, type Mutation, messageMutations } from './mutations.ts';
import { type ParameterCase, parameters } from './parameters.ts';
import type { JsonObject, OpenApi, Side } from './piece.ts';
import { type SecurityCase, securityCases } from './security.ts';

/** A document, and an interaction that is right or changed in one thing. */
export type Case = {
  readonly document: JsonObject;
  readonly call: Call;
  readonly mutation: MessageMutation | Mutation;
  /** Of a changed body: whose. */
  readonly side?: Side;
  /** Of a changed parameter: its place, type and style. */
  readonly parameter?: string;
  readonly contradicts: boolean;
  readonly why: string;
  /** What of the document tools differ about: `security both`, `server`, `query array false`. */
  readonly features: readonly string[];
};

export type Plan = {
  readonly version: OpenApi;
  readonly method: string;
  /** Literal parts around the variables: `/items/`, `/parts/`. */
  readonly template: readonly string[];
  readonly server: { readonly url: string; readonly base: string; readonly variables?: JsonObject };
  readonly parameters: readonly ParameterCase[];
  readonly shared: boolean;
  readonly security: SecurityCase;
  readonly global: boolean;
  readonly ignored: boolean;
  readonly request?: BodyCase;
  readonly bodyRequired: boolean;
  readonly response?: BodyCase;
  readonly status: { readonly sent: number; readonly documented: string };
  readonly headers: readonly ParameterCase[];
  readonly refusal: string;
};

const servers: readonly Plan['server'][] = [
  { url: '/', base: '' },
  { url: 'https://api.example.com', base: '' },
  { url: 'https://api.example.com/v1', base: '/v1' },
  {
    url: 'https://{region}.example.com/{version}',
    base: '/v2',
    variables: { region: { default: 'eu' }, version: { default: 'v2' } },
  },
];

const templates: readonly (readonly string[])[] = [
  ['/items'],
  ['/items/', ''],
  ['/items/', '/parts/', ''],
  ['/files/', '.json'],
  ['/items:search'],
  ['/a-b/', '/c_d~e'],
];

const statuses: readonly Plan['status'][] = [
  { sent: 200, documented: '200' },
  { sent: 200, documented: '200' },
  { sent: 201, documented: '201' },
  { sent: 202, documented: '2XX' },
  { sent: 200, documented: 'default' },
  { sent: 204, documented: '204' },
];

/** Documents with one operation of interest, and every interaction that the tables of changes give. */
export function cases(version: OpenApi): fc.Arbitrary<readonly Case[]> {
  return plans(version).map((plan) => listCases(plan));
}

function plans(version: OpenApi): fc.Arbitrary<Plan> {
  const fields = fc.tuple(
    ...(['query', 'query', 'header', 'cookie'] as const).map((place, index) =>
      fc.option(parameters(place, `${place === 'header' ? 'X-P' : 'p'}${index}`), { nil: undefined }),
    ),
  );
  return fc
    .record({
      method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE'),
      template: fc.constantFrom(...templates),
      server: fc.constantFrom(...servers, ...Array.from({ length: 12 }, () => servers.slice(0, 2)).flat()),
      ofPath: fc.tuple(parameters('path', 'itemId'), parameters('path', 'part-id')),
      fields,
      shared: fc.boolean(),
      security: fc.oneof(fc.constantFrom(...securityCases), fc.constantFrom(...securityCases.slice(0, 1))),
      global: fc.boolean(),
      ignored: fc.nat(11).map((number) => number === 0),
      request: bodies(version, 'request'),
      bodyRequired: fc.boolean(),
      response: fc.option(bodies(version, 'response'), { nil: undefined, freq: 6 }),
      status: fc.constantFrom(...statuses),
      headers: fc.array(parameters('header', 'X-Answer'), { maxLength: 1 }),
      refusal: fc.constantFrom('400', '4XX', 'none'),
    })
    .map(
      ({ ofPath, fields, request, response, ...plan }): Plan => ({
        ...plan,
        version,
        parameters: [
          ...ofPath.slice(0, plan.template.length - 1),
          ...fields.filter((field) => field !== undefined),
        ],
        ...(/^P/.test(plan.method) && { request }),
        ...(response && plan.status.sent !== 204 && { response }),
      }),
    );
}

type Change = {
  readonly changed?: string;
  readonly parameters?: ReadonlyMap<ParameterCase, Addition | undefined>;
  readonly credentials?: readonly Addition[];
  readonly edit?: (call: Call) => Call;
};

function listCases(plan: Plan): readonly Case[] {
  const document = toDocument(plan);
  const features = [
    plan.version,
    plan.security.name,
    ...(plan.server.base === '' ? [] : ['server']),
    ...(plan.template[0] === '/items:search' ? ['colon'] : []),
    ...plan.parameters.flatMap((parameter) => parameter.features),
    ...plan.headers.flatMap((header) => header.features.map((feature) => `response ${feature}`)),
    ...(plan.request?.features ?? []).map((feature) => `request ${feature}`),
    ...(plan.response?.features ?? []).map((feature) => `response ${feature}`),
  ];
  return [...changes(plan)].map(({ mutation, side, changed, ...change }): Case => {
    const truth = side
      ? {
          contradicts: bodyMutations[mutation as Mutation][side],
          why: bodyMutations[mutation as Mutation].why,
        }
      : messageMutations[mutation as MessageMutation];
    return {
      document,
      call: toCall(plan, change),
      mutation,
      ...(side && { side }),
      ...(changed && { parameter: changed }),
      ...truth,
      features,
    };
  });
}

function toCall(plan: Plan, { parameters, credentials, edit = (call) => call }: Change): Call {
  const values = plan.parameters.map((parameter) =>
    parameters?.has(parameter) ? parameters.get(parameter) : parameter.value,
  );
  const sent = values.filter((value) => value !== undefined);
  const texts = sent.flatMap(({ path }) => path ?? []);
  const { query, headers } = joinAdditions([...sent, ...(credentials ?? plan.security.value)]);
  const { request, response } = plan;
  return edit({
    method: plan.method,
    path: plan.server.base + plan.template.map((part, index) => part + (texts[index] ?? '')).join(''),
    query,
    headers: [...headers, ...(request ? [['Content-Type', request.contentType] as const] : [])],
    ...(request && { body: request.body }),
    response: {
      status: plan.status.sent,
      headers: [
        ...(response ? [['Content-Type', response.contentType] as const] : []),
        ...plan.headers.flatMap(({ value }) => value.headers ?? []),
      ],
      ...(response && { body: response.body }),
    },
  });
}

type Named =
  | (Change & { readonly mutation: MessageMutation; readonly side?: undefined })
  | (Change & { readonly mutation: Mutation; readonly side: Side });

function* changes(plan: Plan): Iterable<Named> {
  yield { mutation: 'none' };
  yield* ofPath(plan);
  yield* ofParameters(plan);
  for (const { mutation, value } of plan.security.variations) yield { mutation, credentials: value };
  yield* ofRequest(plan);
  yield* ofResponse(plan);
  yield* ofRefusal(plan);
}

const editing = (mutation: MessageMutation, edit: (call: Call) => Call): Named => ({ mutation, edit });

function* ofPath({ server, method }: Plan): Iterable<Named> {
  yield editing('path-unknown', (call) => ({ ...call, path: `${server.base}/nowhere` }));
  yield editing('path-closing-slash', (call) => ({ ...call, path: `${call.path}/` }));
  yield editing('path-case', (call) => ({
    ...call,
    path: call.path.replace(/\/(items|files|a-b)/, (part) => part.toUpperCase()),
  }));
  if (server.base !== '')
    yield editing('path-without-base', (call) => ({ ...call, path: call.path.slice(server.base.length) }));
  yield editing('method-unknown', (call) => ({ ...call, method: method === 'GET' ? 'DELETE' : 'GET' }));
}

function* ofParameters({ parameters, ignored }: Plan): Iterable<Named> {
  for (const parameter of parameters) {
    const as = (value: Addition | undefined) => ({
      changed: parameter.features.join(' '),
      parameters: new Map([[parameter, value]]),
    });
    const { in: place, required } = parameter.parameter;
    if (place !== 'path')
      yield { mutation: required ? 'parameter-missing' : 'parameter-optional-missing', ...as(undefined) };
    yield { mutation: 'parameter-value', ...as(parameter.wrong) };
    yield { mutation: 'parameter-other', ...as(parameter.other) };
  }
  // The document has a parameter `Accept` then, and no interaction sends that header.
  if (ignored) yield { mutation: 'parameter-ignored-missing' };
  yield editing('query-extra', (call) => ({ ...call, query: [...call.query, ['surprise', '1']] }));
  yield editing('header-extra', (call) => ({ ...call, headers: [...call.headers, ['X-Surprise', '1']] }));
}

function* ofRequest({ request, bodyRequired }: Plan): Iterable<Named> {
  if (!request) {
    yield editing('body-undocumented', (call) => ({
      ...withType(call, 'application/json'),
      body: { kind: 'json', value: { a: 1 } },
    }));
    return;
  }
  for (const { mutation, body } of request.variations)
    yield { mutation, side: 'request', edit: (call) => ({ ...call, body }) };
  yield editing(bodyRequired ? 'body-missing' : 'body-optional-missing', ({ body: _, ...call }) =>
    withType(call, undefined),
  );
  for (const [mutation, type] of typesBeside(request, 'request'))
    yield editing(mutation, (call) => withType(call, type));
}

function* ofResponse(plan: Plan): Iterable<Named> {
  const { response, headers, status } = plan;
  const answering = (mutation: MessageMutation, change: (response: Call['response']) => Call['response']) =>
    editing(mutation, (call) => ({ ...call, response: change(call.response) }));
  for (const { mutation, body } of response?.variations ?? [])
    yield { mutation, side: 'response', edit: (call) => ({ ...call, response: { ...call.response, body } }) };
  if (status.documented !== 'default' && plan.refusal === 'none')
    yield answering('status-undocumented', (answer) => ({ ...answer, status: 418 }));
  if (response) {
    yield answering('response-body-missing', ({ body: _, ...answer }) => answer);
    for (const [mutation, type] of typesBeside(response, 'response'))
      yield editing(mutation, (call) => ({ ...call, response: withType(call.response, type) }));
    if (response.isJson && !response.features.includes('media */*'))
      yield editing('accept-other', (call) => ({
        ...call,
        headers: [...call.headers, ['Accept', 'image/png']],
      }));
  } else {
    const mutation = status.sent === 204 ? 'response-body-impossible' : 'response-body-undocumented';
    yield answering(mutation, (answer) => ({
      ...withType(answer, 'application/json'),
      body: { kind: 'json', value: { a: 1 } },
    }));
  }
  for (const { wrong, other } of headers) {
    const keep = (answer: Call['response']) => answer.headers.filter(([name]) => name !== 'X-Answer');
    yield answering('response-header-value', (answer) => ({
      ...answer,
      headers: [...keep(answer), ...(wrong.headers ?? [])],
    }));
    yield answering('response-header-other', (answer) => ({
      ...answer,
      headers: [...keep(answer), ...(other.headers ?? [])],
    }));
    yield answering('response-header-missing', (answer) => ({ ...answer, headers: keep(answer) }));
  }
  for (const [mutation, name] of [
    ['response-header-undocumented', 'X-Undocumented'],
    ['response-header-standard', 'Date'],
  ] as const)
    yield answering(mutation, (answer) => ({
      ...answer,
      headers: [...answer.headers, [name, 'Sat, 28 Feb 2026 10:00:00 GMT']],
    }));
}

/** The consumer sends something wrong on purpose and expects the refusal. */
function* ofRefusal(plan: Plan): Iterable<Named> {
  const isDocumented = plan.refusal !== 'none' || plan.status.documented === 'default';
  const refuse = (call: Call, value: Json): Call => ({
    ...call,
    response: { status: 400, headers: [['Content-Type', 'application/json']], body: { kind: 'json', value } },
  });
  const broken = plan.parameters.find(
    ({ parameter }) => parameter.in === 'query' || parameter.in === 'header',
  );
  const wrong = broken && { parameters: new Map([[broken, broken.wrong]]) };
  if (!isDocumented) {
    yield { mutation: 'negative-undocumented', ...wrong, edit: (call) => refuse(call, { code: 'E1' }) };
    return;
  }
  if (plan.refusal === 'none') return;
  yield { mutation: 'negative-request', ...wrong, edit: (call) => refuse(call, { code: 'E1' }) };
  if (plan.request?.isJson)
    yield editing('negative-request', (call) =>
      refuse({ ...call, body: { kind: 'json', value: 5 } }, { code: 'E1' }),
    );
  if (plan.security.security.length > 0)
    yield { mutation: 'negative-request', credentials: [], edit: (call) => refuse(call, { code: 'E1' }) };
  yield { mutation: 'negative-response-type', ...wrong, edit: (call) => refuse(call, { code: 5 }) };
}

/** Other Content-Types than the documented one. */
function typesBeside(
  { content, contentType, isJson }: BodyCase,
  side: Side,
): [MessageMutation, string | undefined][] {
  const documented = Object.keys(content);
  if (documented.includes('*/*')) return [];
  const changes: [MessageMutation, string | undefined][] = [[`${side}-type-undocumented`, 'image/png']];
  if (!isJson) return changes;
  if (documented.length === 1 && /^application\/(json|\*)/.test(documented[0] ?? ''))
    changes.push([`${side}-type-unsaid`, undefined]);
  const [type = '', ...parameters] = contentType.split(';').filter((part) => !part.includes('charset'));
  changes.push([`${side}-type-spelling`, [type.toUpperCase(), ...parameters, 'charset=UTF-8'].join(' ; ')]);
  if (documented.some((name) => name === 'application/*')) return changes;
  const suffixed = /\+json/.test(type) ? 'application/json' : 'application/vnd.other+json';
  if (!documented.some((name) => name.startsWith(suffixed))) changes.push([`${side}-type-suffix`, suffixed]);
  return changes;
}

function withType<Message extends { readonly headers: Call['headers'] }>(
  message: Message,
  type: string | undefined,
): Message {
  const others = message.headers.filter(([name]) => name !== 'Content-Type');
  return { ...message, headers: type === undefined ? others : [...others, ['Content-Type', type]] };
}
