import { MIMEType } from 'node:util';
import type { Contract, MediaType, Response } from '../contract/contract.ts';
import { findResponse } from '../contract/decode-response.ts';
import type { HttpRequest } from '../exchange/exchange.ts';
import type { Json, RuleId } from '../finding.ts';
import { isObject } from '../spec/walk.ts';
import { check } from '../validate/check.ts';
import { usableExamples } from '../validate/usable-example.ts';
import type { Answer } from './answer.ts';
import { type Content, type Draft, writeDraft } from './draft.ts';
import { findMarked, type OperationDocument, toOperationDocument } from './operation-document.ts';
import type { Prism } from './prism.ts';
import type { PrismReply } from './prism-message.ts';
import { ownProblem, problemAnswer, toAnswer } from './problem.ts';
import { repair } from './repair.ts';
import { repairProblem } from './repair-problem.ts';
import type { Wish } from './wish.ts';

/** How often a generated answer is made anew before a documented example is taken in its place. */
const mostAttempts = 8;

/** The request that is answered, for callbacks and for judging the answer. */
export type Asking = { readonly request: HttpRequest; readonly body: Json | undefined };

let negotiators = 0;

/** Asks Prism for the answers of one contract. */
export function createNegotiator(
  contract: Contract,
  prism: Prism,
): (wish: Wish, asking: Asking) => Promise<Answer> {
  const documents = new Map<Wish['operation'], OperationDocument>();
  const settings = contract.document.root['x-json-schema-faker'];
  // Several contracts, and versions of one, share the thread.
  const prefix = `${negotiators++} `;

  return async (wish, asking) => {
    const known = documents.get(wish.operation) ?? toOperationDocument(contract, wish.operation);
    documents.set(wish.operation, known);
    const ask = (seed: string | undefined) => prism.negotiate(toQuestion(wish, asking, { known, seed }));
    let last: Draft | undefined;
    let reason = '';
    for (let attempt = 0; attempt < (wish.dynamic ? mostAttempts : 1); attempt += 1) {
      const seed = wish.seed === undefined || attempt === 0 ? wish.seed : `${wish.seed} ${attempt}`;
      const reply = await ask(seed);
      if (reply.kind === 'failed')
        return toAnswer(ownProblem(500, 'The mock could not make an answer', reply.reason));
      if (reply.kind === 'problem') return toProblemAnswer(reply, wish);
      const draft = toDraft(contract, wish, { reply, known });
      const written = draft.isValid
        ? write(contract, draft, asking)
        : 'no value that was generated for it fits its schema';
      if (typeof written !== 'string') return written;
      last = draft;
      reason = written;
    }
    return fromExample(contract, last, asking) ?? unanswerable(wish, last, reason);
  };

  function toQuestion(
    wish: Wish,
    { request, body }: Asking,
    { known, seed }: { known: OperationDocument; seed: string | undefined },
  ) {
    const { operation, code, exampleKey, accept, violations } = wish;
    return {
      operation: prefix + operation.key,
      document: known.document,
      wish: {
        dynamic: wish.dynamic === true,
        ...(code !== undefined && { code }),
        ...(exampleKey !== undefined && { exampleKey }),
        ...(seed !== undefined && { seed }),
        ...(accept !== undefined && { accept }),
      },
      violations,
      request: { method: request.method, path: request.url, headers: toPlainHeaders(request), body },
      settings: isObject(settings) ? settings : {},
    };
  }
}

type Reply<Kind> = Extract<PrismReply, { kind: Kind }>;

type JudgedDraft = Draft & { readonly isValid: boolean };

function toDraft(
  contract: Contract,
  { operation }: Wish,
  { reply, known }: { reply: Reply<'answer'>; known: OperationDocument },
): JudgedDraft {
  const { status, body } = reply;
  // Prism chose one of the documented responses, so there is one.
  const definition = findResponse(operation, status) ?? (operation.responses[0] as Response);
  // Names of header fields have no case (RFC 9110 §5.1).
  const headers = new Map(Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const mediaType = body === undefined ? undefined : findMediaType(definition, headers.get('content-type'));
  const content = toContent(contract, mediaType, { value: body, known });
  return {
    operation,
    definition,
    status,
    headers: definition.headers.flatMap((header) => {
      const found = toContent(contract, header, { value: headers.get(header.name.toLowerCase()), known });
      return found ? [{ header, content: found }] : [];
    }),
    ...(mediaType && content && { mediaType, body: content }),
    isValid: mediaType === undefined || content !== undefined,
  };
}

/** Undefined for a generated value that does not fit its schema. */
function toContent(
  contract: Contract,
  owner: Pick<MediaType, 'schema'> | undefined,
  { value, known }: { value: Json | undefined; known: OperationDocument },
): Content | undefined {
  if (!owner || value === undefined) return undefined;
  const example = findMarked(known, value);
  if (example) return { example };
  if (!owner.schema) return { value };
  const right = repair(
    contract.validator(owner.schema, { direction: 'response', stance: 'observed' }),
    value,
  );
  return right === undefined ? undefined : { value: right };
}

/** Prism sends what is documented for any media type as text/plain to some. */
function findMediaType({ content }: Response, name: Json | undefined): MediaType | undefined {
  return content.find((each) => each.name === name) ?? content.find((each) => each.name === '*/*');
}

/** The rules that an answer has to keep; what is not there cannot be sent either. */
const kept: ReadonlySet<RuleId> = new Set<RuleId>([
  'response-body-schema',
  'response-body-unreadable',
  'response-header-schema',
  'response-header-missing',
]);

/** The answer, or why it cannot be sent. What the engine finds in it is never sent. */
function write(contract: Contract, draft: Draft, { request }: Asking): Answer | string {
  const answer = writeDraft(draft);
  if (typeof answer === 'string') return answer;
  const { status, headers, body } = answer;
  const response = {
    status,
    headers,
    ...(body.length > 0 && { body: { kind: 'bytes' as const, bytes: body } }),
  };
  const { findings } = check(
    contract,
    { stance: 'observed', request, response, origin: { source: 'mock' } },
    { sides: ['response'] },
  );
  return findings.find(({ rule }) => kept.has(rule))?.message ?? answer;
}

/** A documented example in place of a body that could not be generated. */
function fromExample(contract: Contract, draft: Draft | undefined, asking: Asking): Answer | undefined {
  const content = draft?.mediaType ? [draft.mediaType] : (draft?.definition.content ?? []);
  for (const mediaType of content) {
    for (const example of usableExamples(contract, mediaType)) {
      const answer = draft && write(contract, { ...draft, mediaType, body: { example } }, asking);
      if (typeof answer === 'object') return answer;
    }
  }
  return undefined;
}

function unanswerable({ operation }: Wish, draft: Draft | undefined, reason: string): Answer {
  const detail = `The response ${draft?.definition.status ?? ''} of ${operation.key} has no answer that keeps to the document: ${reason}`;
  return toAnswer(ownProblem(500, 'No valid answer', detail));
}

function toProblemAnswer({ status, headers, body }: Reply<'problem'>, wish: Wish): Answer {
  const { status: repaired, body: problem } = repairProblem(status, body, wish);
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return problemAnswer(repaired, problem, Object.fromEntries(lower));
}

/** Without what has been dealt with: the Accept field, and a Content-Type that is none, at which Prism ends. */
function toPlainHeaders({ headers }: HttpRequest): Record<string, string> {
  const plain = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return Object.fromEntries(
    plain.filter(([name, value]) => name !== 'accept' && (name !== 'content-type' || isMediaType(value))),
  );
}

function isMediaType(text: string): boolean {
  try {
    new MIMEType(text);
    return true;
  } catch {
    return false;
  }
}
