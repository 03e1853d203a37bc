import type { Report } from './report.ts';

/**
 * A report as JSON, as `report.schema.json` describes it. Equal reports give equal bytes: members stand in a fixed
 * order; values of the API (`expected`, `actual`) keep theirs.
 */
export function renderJson(report: Report): string {
  return `${JSON.stringify(inOrder(report), null, 2)}\n`;
}

const memberOrder = [
  ...[
    'version',
    'contract',
    'verdict',
    'summary',
    'replay',
    'findings',
    'failures',
    'interactions',
    'coverage',
    'reach',
  ],
  ...['pact', 'consumer', 'provider', 'description', 'states', 'part', 'path'],
  ...[
    'title',
    'digest',
    'status',
    'reasons',
    'exchanges',
    'checked',
    'errors',
    'warnings',
    'unchecked',
    'skipped',
    'notes',
  ],
  ...[
    'rule',
    'severity',
    'message',
    'id',
    'strength',
    'state',
    'by',
    'reason',
    'count',
    'document',
    'mismatches',
    'milliseconds',
  ],
  ...['operation', 'clause', 'statement', 'text', 'source', 'spec', 'at', 'origin', 'expected', 'actual'],
  ...['proof', 'keyword'],
  ...[
    'hint',
    'fingerprint',
    'reproduce',
    'statuses',
    'operations',
    'clauses',
    'consumers',
    'rows',
    'kind',
    'name',
  ],
  ...['file', 'label', 'line', 'column', 'exchange', 'side', 'pointer', 'interaction', 'before', 'after'],
];

const ranks: ReadonlyMap<string, number> = new Map(memberOrder.map((name, rank) => [name, rank]));

/** Members with values of the API. */
const verbatim: ReadonlySet<string> = new Set(['expected', 'actual', 'before', 'after', 'params']);

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (ranks.get(a) ?? ranks.size) - (ranks.get(b) ?? ranks.size));
  return Object.fromEntries(
    members.map(([name, member]) => [name, verbatim.has(name) ? member : inOrder(member)]),
  );
}
