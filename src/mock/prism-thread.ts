import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { IHttpConfig, IHttpRequest, getHttpOperationsFromSpec as Load } from '@stoplight/prism-http';
import type { Json } from '../finding.ts';
import type { JsonObject } from '../spec/walk.ts';
import type { PrismCall, PrismMessage, PrismReply } from './prism-message.ts';
import { useRandomness } from './prism-randomness.ts';
import type { Violation } from './violation.ts';

// Prism's dependencies warn on stderr about themselves; nobody who starts a mock can do anything about that.
process.noDeprecation = true;

const { createInstance, getHttpOperationsFromSpec, resetJSONSchemaGenerator } = await import(
  '@stoplight/prism-http'
);
const { createLogger } = await import('@stoplight/prism-core');
// The generators that Prism itself uses: not dependencies of this project, and maybe installed below Prism.
const requireBesidePrism = createRequire(import.meta.resolve('@stoplight/prism-http'));

type PrismOperation = Awaited<ReturnType<typeof Load>>[number];

type Diagnostic = {
  readonly path: string[];
  readonly code: string | number;
  readonly message: string;
  readonly severity: 0;
  readonly tags?: string[];
};

/** The engine of the kit has judged the request; Prism gets to know through its own hook what came out. */
type JudgedRequest = IHttpRequest & { readonly violations: readonly Violation[] };

const config: IHttpConfig = {
  isProxy: false,
  validateRequest: true,
  validateResponse: false,
  checkSecurity: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

const prism = createInstance(config, {
  logger: createLogger('mock', { level: 'silent' }),
  // There is one operation in the list, and the route is known.
  route: ({ resources }) => ({ _tag: 'Right', right: resources[0] as PrismOperation }),
  validateInput: ({ element }) => {
    // Every request that is handed to this instance is a judged one, see `ask`.
    const diagnostics = (element as JudgedRequest).violations.map(toDiagnostic);
    const [first, ...others] = diagnostics;
    return first ? { _tag: 'Left', left: [first, ...others] } : { _tag: 'Right', right: element };
  },
});

const operations = new Map<string, Promise<PrismOperation>>();

parentPort?.on('message', async (call: PrismCall) => {
  const message: PrismMessage = { kind: 'reply', reply: await answer(call) };
  parentPort?.postMessage(message);
});
parentPort?.postMessage({ kind: 'ready' } satisfies PrismMessage);

async function answer(call: PrismCall): Promise<PrismReply> {
  try {
    const operation = await findOperation(call);
    configureGenerator(call.settings);
    const { seed } = call.wish;
    const restore = seed === undefined ? () => {} : useRandomness(seed, requireBesidePrism);
    try {
      return await ask(call, operation);
    } finally {
      restore();
    }
  } catch (cause) {
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function findOperation({ operation, document }: PrismCall): Promise<PrismOperation> {
  // Prism writes into the object that it is given; this one came by structured clone and belongs to nobody else.
  if (document)
    operations.set(
      operation,
      getHttpOperationsFromSpec(document as object).then(([first]) => first as PrismOperation),
    );
  const found = await operations.get(operation);
  if (!found) throw new Error('Prism finds no operation in the document');
  return found;
}

async function ask(call: PrismCall, operation: PrismOperation): Promise<PrismReply> {
  const { wish, request, violations } = call;
  const input: JudgedRequest = {
    method: request.method.toLowerCase() as IHttpRequest['method'],
    url: { path: request.path, query: {} },
    headers: { ...request.headers, ...(wish.accept !== undefined && { accept: wish.accept }) },
    body: request.body,
    violations,
  };
  // A fresh object for each call: Prism keeps the media types of the first caller in it.
  const mock = {
    dynamic: wish.dynamic,
    ...(wish.code !== undefined && { code: wish.code }),
    ...(wish.exampleKey !== undefined && { exampleKey: wish.exampleKey }),
    ...(wish.seed !== undefined && { seed: wish.seed }),
  };
  const outcome = await prism.request(input, [operation], { ...config, mock })();
  if (outcome._tag === 'Left') return toProblem(outcome.left);
  const { statusCode, headers = {}, body } = outcome.right.output;
  return {
    kind: 'answer',
    status: statusCode,
    headers: await completeHeaders(headers as JsonObject, operation, (only) =>
      prism.request({ ...input, violations: [] } as JudgedRequest, [only], {
        ...config,
        mock: { ...mock },
      })(),
    ),
    ...(body !== undefined && { body: body as Json }),
  };
}

type Outcome = Awaited<ReturnType<ReturnType<typeof prism.request>>>;

/**
 * Prism makes headers of numbers and texts only and writes `null` for all others: their schemas are asked about as if
 * they were bodies.
 */
async function completeHeaders(
  headers: JsonObject,
  operation: PrismOperation,
  request: (operation: PrismOperation) => Promise<Outcome>,
): Promise<JsonObject> {
  const complete: Record<string, Json> = { ...headers };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== null) continue;
    const definitions = operation.responses.flatMap((response) => response.headers ?? []);
    const schema = definitions.find((header) => header.name === name)?.schema;
    if (!schema) continue;
    const contents = [{ id: '', mediaType: 'application/json', schema, examples: [], encodings: [] }];
    const { callbacks, ...quiet } = operation;
    const outcome = await request({ ...quiet, responses: [{ id: '', code: '200', contents, headers: [] }] });
    if (outcome._tag === 'Right') complete[name] = (outcome.right.output.body as Json | undefined) ?? null;
  }
  return complete;
}

function toDiagnostic({ location, code, message, tags }: Violation): Diagnostic {
  return { path: [...location], code, message, severity: 0, ...(tags && { tags: [...tags] }) };
}

/** What `ProblemJsonError.toProblemJson` gives; an error of another kind has none of these fields. */
function toProblem(error: Error): PrismReply {
  const {
    status = 500,
    detail = '',
    additional = {},
  } = error as { status?: number; detail?: string; additional?: { headers?: Record<string, string> } };
  const type = error.name !== 'Error' ? error.name : 'https://stoplight.io/prism/errors#UNKNOWN';
  return {
    kind: 'problem',
    status,
    headers: additional.headers ?? {},
    // Errors of Prism hold nothing but JSON.
    body: { type, title: error.message, status, detail, ...(additional as JsonObject) },
  };
}

/** Settings of the document, as the command line of Prism takes them over. */
function configureGenerator(settings: JsonObject): void {
  resetJSONSchemaGenerator();
  const entries = Object.entries(settings);
  if (entries.length === 0) return;
  const { JSONSchemaFaker } = requireBesidePrism('json-schema-faker') as {
    JSONSchemaFaker: { option(name: string, value: Json): void };
  };
  for (const [name, value] of entries) {
    const option = name.replace(/[-_]+(.)/g, (_, letter: string) => letter.toUpperCase());
    if (option !== 'locale') JSONSchemaFaker.option(option, value);
  }
}
