import type { Contract } from '../contract/contract.ts';
import type { Journal } from '../validate/journal.ts';
import type { Answer } from './answer.ts';
import { renderDocs } from './docs/render-docs.ts';
import { ownProblem, toAnswer } from './problem.ts';

/** What the control paths show and do. */
export type Controlled = {
  readonly contract: Contract;
  readonly journal: Journal;
  readonly reset: () => void;
  /** Why the last edit of the document is not served. */
  readonly staleReason: string | undefined;
};

const prefix = '/_kit/';

/**
 * Answers the paths under `/_kit/`, which are the mock's own: `health`, `journal`, `docs` and `reset`. Undefined for every
 * other path, and for one that the document describes.
 */
export function answerControl(method: string, url: string, controlled: Controlled): Answer | undefined {
  if (!url.startsWith(prefix)) return undefined;
  if (controlled.contract.match(method, url).kind !== 'path-unknown') return undefined;
  const name = url.slice(prefix.length).split(/[?#]/, 1)[0] ?? '';
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!control)
    return toAnswer(
      ownProblem(
        404,
        'Not found',
        `The mock has ${Object.keys(controls)
          .map((known) => prefix + known)
          .join(', ')}.`,
      ),
    );
  const methods = control.method === 'GET' ? ['GET', 'HEAD'] : [control.method];
  if (methods.includes(method)) return control.answer(controlled);
  const detail = `${prefix}${name} takes ${control.method}.`;
  return toAnswer(ownProblem(405, 'Method not allowed', detail), { allow: methods.join(', ') });
}

type Control = { readonly method: 'GET' | 'POST'; readonly answer: (controlled: Controlled) => Answer };

const controls: Readonly<Record<string, Control>> = {
  health: {
    method: 'GET',
    answer: ({ contract: { title, version, digest, operations }, staleReason }) =>
      json({
        status: staleReason === undefined ? 'ok' : 'stale',
        document: { title, version, digest, operations: operations.length },
        ...(staleReason !== undefined && { reason: staleReason }),
      }),
  },
  journal: { method: 'GET', answer: ({ journal }) => json({ entries: journal.entries() }) },
  docs: { method: 'GET', answer: ({ contract }) => toPage(renderDocs(contract)) },
  reset: {
    method: 'POST',
    answer: ({ reset }) => {
      reset();
      return json({ status: 'ok' });
    },
  },
};

function json(value: object): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`),
  };
}

function toPage(html: string): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The page needs nothing from anywhere; whatever a document smuggles in finds no way to run or to call home.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: Buffer.from(html),
  };
}
