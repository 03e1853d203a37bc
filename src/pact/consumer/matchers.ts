/** The JSON form in which Pact's library takes matchers ("integration JSON"). */
export type IntegrationMatcher = {
  readonly 'pact:matcher:type': string;
  readonly value: unknown;
  readonly [name: string]: unknown;
};

declare const accepted: unique symbol;

/**
 * A place of an interaction that accepts more than its example. `T` is what it stands for, so that the compiler holds a
 * matcher against the document as it holds a value.
 */
// An interface, as a type alias could stand for a map of texts.
export interface Matcher<T> {
  readonly [accepted]: T;
}

type Primitive = string | number | boolean | null;

/** A value, or a matcher in its place, at every depth. */
export type Matchable<T> = Matcher<T> | Members<T>;

/** A value of which members may be matchers. */
export type Members<T> = T extends Primitive | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Matchable<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Matchable<T[Name]> }
      : T;

// Objects first: what a matcher stands for then comes from the place where it stands, also below another matcher.

/**
 * Any value of the same JSON type; in an object or a list the same holds for all that is inside.
 *
 * @example like('https://…/test1.jpg')
 */
export function like<T extends object>(example: Members<NoInfer<T>> & object): Matcher<T>;
export function like<const T extends Primitive>(example: T): Matcher<T>;
export function like(example: unknown): Matcher<unknown> {
  return toMatcher('type', example);
}

/** Exactly this value, inside of a `like`. */
export function exactly<T extends object>(example: Members<NoInfer<T>> & object): Matcher<T>;
export function exactly<const T extends Primitive>(example: T): Matcher<T>;
export function exactly(example: unknown): Matcher<unknown> {
  return toMatcher('equality', example);
}

/**
 * Any text that the pattern matches from its beginning to its end: Pact's mock server refuses `abc` for `/^a/`. Other
 * languages' verifiers do not anchor it, so write `^` and `$`.
 *
 * @example regex(/^IS\.\d{4}$/, 'IS.0003')
 */
export function regex<const T extends string>(pattern: RegExp | string, example: T): Matcher<T> {
  return toMatcher('regex', example, { regex: typeof pattern === 'string' ? pattern : pattern.source });
}

/** Any whole number. */
export function integer<const T extends number>(example: T): Matcher<T> {
  return toMatcher('integer', example);
}

/** Any number with decimal places. */
export function decimal<const T extends number>(example: T): Matcher<T> {
  return toMatcher('decimal', example);
}

/** Any text that contains the example. */
export function includes<const T extends string>(example: T): Matcher<T> {
  return toMatcher('include', example);
}

/** Any date and time in a format of Java's SimpleDateFormat, as Pact has them: `yyyy-MM-dd'T'HH:mm:ssXXX`. */
export function datetime<const T extends string>(format: string, example: T): Matcher<T> {
  return toMatcher('timestamp', example, { format });
}

/** Any date in a format such as `yyyy-MM-dd`. */
export function date<const T extends string>(format: string, example: T): Matcher<T> {
  return toMatcher('date', example, { format });
}

/** Any time in a format such as `HH:mm:ss`. */
export function time<const T extends string>(format: string, example: T): Matcher<T> {
  return toMatcher('time', example, { format });
}

const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Any UUID in lower case. */
export function uuid<const T extends string>(example: T): Matcher<T> {
  return regex(uuidPattern, example);
}

export type EachLikeOptions = {
  /** The fewest items; 1 where nothing is said. The example has as many. */
  readonly min?: number;
  readonly max?: number;
};

/**
 * A list whose items are all like the example.
 *
 * @example eachLike({ id: integer(1) }, { min: 1, max: 10 })
 */
export function eachLike<T extends object>(
  example: Matchable<NoInfer<T>> & object,
  options?: EachLikeOptions,
): Matcher<readonly T[]>;
export function eachLike<const T extends Primitive>(
  example: T | Matcher<T>,
  options?: EachLikeOptions,
): Matcher<readonly T[]>;
export function eachLike(
  example: unknown,
  { min = 1, max }: EachLikeOptions = {},
): Matcher<readonly unknown[]> {
  const value = Array.from({ length: Math.max(min, 1) }, () => example);
  return toMatcher('type', value, { min, ...(max !== undefined && { max }) });
}

/**
 * A map with any keys, whose values are all like those of the example.
 *
 * @example eachValueLike({ animal: 'dog' })
 */
export function eachValueLike<T extends Readonly<Record<string, Primitive>>>(example: T): Matcher<T> {
  return toMatcher('eachValue', example, { rules: [{ 'pact:matcher:type': 'type' }] });
}

/**
 * A value that the provider's state handler gives when the pact is verified: `${id}` is replaced by `id` of what it
 * returns. Until then it is like the example.
 *
 * @example fromState('${path}', 'https://…/test1.jpg')
 */
export function fromState<const T extends Primitive>(expression: string, example: T): Matcher<T> {
  return toMatcher('type', example, { 'pact:generator:type': 'ProviderState', expression });
}

/** Whether a value is one of the matchers above, or one that Pact's own functions make. */
export function isMatcher(value: unknown): value is IntegrationMatcher {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    'pact:matcher:type' in value &&
    typeof value['pact:matcher:type'] === 'string'
  );
}

function toMatcher<T>(
  type: string,
  value: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Matcher<T> {
  const matcher: IntegrationMatcher = { 'pact:matcher:type': type, ...more, value };
  // The symbol stands in the type alone: no value has it.
  return matcher as unknown as Matcher<T>;
}
