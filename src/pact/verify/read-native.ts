import { parseMatcherPath } from '../../exchange/matcher-path.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { Mismatch, MismatchPart } from './interaction-result.ts';

/** What Pact says about one interaction. */
export type NativeResult = {
  readonly passed: boolean;
  readonly mismatches: readonly Mismatch[];
  /** Why there was no answer to compare. */
  readonly error?: string;
  readonly milliseconds: number;
};

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The results in the JSON of Pact's verifier by the description of the interaction; undefined for a text that is not
 * what Pact writes.
 */
export function readNative(json: string): ReadonlyMap<string, NativeResult> | undefined {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isObject(root) || !Array.isArray(root.interactionResults)) return undefined;
  const results: unknown[] = root.interactionResults;
  return new Map(results.filter(isObject).map((result) => [String(result.description), readResult(result)]));
}

function readResult({ result, mismatch, duration }: JsonObject): NativeResult {
  const passed = result === 'OK' && mismatch === undefined;
  const milliseconds = readDuration(String(duration ?? ''));
  if (!isObject(mismatch)) return { passed, mismatches: [], milliseconds };
  if (!Array.isArray(mismatch.mismatches)) {
    return { passed, mismatches: [], error: String(mismatch.message ?? 'no reason given'), milliseconds };
  }
  const entries: unknown[] = mismatch.mismatches;
  const mismatches = entries.filter(isObject).map(readMismatch).sort(compareMismatches);
  return { passed, mismatches, milliseconds };
}

const parts: Readonly<Record<string, MismatchPart>> = {
  StatusMismatch: 'status',
  HeaderMismatch: 'header',
  BodyMismatch: 'body',
  BodyTypeMismatch: 'body',
};

function readMismatch(entry: JsonObject): Mismatch {
  const { type, expected, actual, mismatch, path, key } = entry;
  const part = parts[String(type)] ?? 'body';
  return {
    part,
    path: part === 'header' ? joinPointer('', String(key).toLowerCase()) : toPointer(path),
    ...(expected !== undefined && { expected: readValue(expected, part) }),
    ...(actual !== undefined && { actual: readValue(actual, part) }),
    message: String(mismatch ?? '').replace(/\.$/, ''),
  };
}

function toPointer(path: unknown): string {
  // `/` is what Pact says of a body as a whole.
  if (typeof path !== 'string' || path === '/') return '';
  const steps = parseMatcherPath(path);
  return joinPointer('', ...(steps ?? [path]).map((step) => (typeof step === 'object' ? '*' : step)));
}

/** Values of a JSON body come as JSON texts, those of other bodies and of fields as they are. */
function readValue(value: unknown, part: MismatchPart): Json {
  if (part === 'status') return Number(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (part === 'header') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** `1m 2s 52ms`, as Pact writes it. */
function readDuration(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...text.matchAll(/(\d+)\s*(h|ms|m|s)\b/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

/** Pact has no order. */
function compareMismatches(a: Mismatch, b: Mismatch): number {
  const order = (one: Mismatch) =>
    `${['status', 'header', 'body'].indexOf(one.part)} ${one.path} ${one.message}`;
  return order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0;
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
