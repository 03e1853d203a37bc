import { createRedactor } from '../../exchange/redact.ts';
import { secretNames } from '../../exchange/secret-names.ts';

/** What Pact's mock server tells of a request, as JSON: members that a kind lacks are undefined. */
export type ServerMismatch = {
  readonly type?: string;
  readonly method?: string;
  readonly path?: string;
  readonly request?: {
    readonly method?: string;
    readonly path?: string;
    readonly query?: Readonly<Record<string, readonly string[]>>;
  };
  readonly mismatches?: readonly Difference[];
};

type Difference = {
  readonly type?: string;
  /** Of a header. */
  readonly key?: string;
  /** Of a query parameter. */
  readonly parameter?: string;
  /** Of a body. */
  readonly path?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly mismatch?: string;
};

/** One line for each difference between what the consumer sent and what the interaction expects, without secrets. */
export function describeMismatches(
  mismatches: readonly ServerMismatch[],
  expected: { readonly method: string; readonly path: string },
): readonly string[] {
  const { text } = createRedactor();
  const target = `${expected.method} ${expected.path}`;
  return mismatches
    .flatMap((mismatch) => {
      switch (mismatch.type) {
        case 'request-mismatch':
          return [
            `sent ${mismatch.method} ${mismatch.path}, which differs from what is expected`,
            // The library has them in an order of chance.
            ...(mismatch.mismatches ?? []).map((one) => `  ${describeDifference(one)}`).sort(),
          ];
        case 'request-not-found':
          return [`sent ${toTarget(mismatch.request)} / expected ${target}`];
        case 'missing-request':
          return [];
        default:
          return [`the mock server tells of ${JSON.stringify(mismatch)}`];
      }
    })
    .map(text);
}

function toTarget({ method, path, query = {} }: ServerMismatch['request'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return `${method} ${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

function describeDifference({ key, parameter, path, mismatch, expected, actual }: Difference): string {
  const names = secretNames();
  if (key !== undefined && names.isHeader(key))
    return `header ${key}: is not the placeholder that the callback was given`;
  const place =
    key !== undefined
      ? `header ${key}`
      : parameter !== undefined
        ? `query parameter ${parameter}`
        : path !== undefined
          ? `body ${path}`
          : 'request';
  return `${place}: ${mismatch ?? `sent ${String(actual)} / expected ${String(expected)}`}`;
}
