import type { Json } from '../finding.ts';
import type { Matcher } from './matcher.ts';

/** Header fields by lower-case name, as `node:http` gives them; a field that came several times is a list. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A message body. `bytes` and `text` are content-decoded (no gzip) but not parsed; `json` is already parsed (pacts);
 * `unavailable` means that there was a body that the recorder did not keep, which is `unchecked`, not absent; `broken` that
 * its bytes are not what its Content-Encoding says, which is a fault of the message.
 */
export type HttpBody =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly broken?: true };

export type HttpRequest = {
  /** Upper case. */
  readonly method: string;
  /** As sent: origin-form (`/v1/x?y=1`) or absolute (`https://host/v1/x`). Never decoded. */
  readonly url: string;
  readonly headers: HttpHeaders;
  /** Absent when no body was sent. */
  readonly body?: HttpBody;
  /** Of a pact: what it accepts in place of the values above. */
  readonly matchers?: readonly Matcher[];
};

export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body?: HttpBody;
  /** Of a pact: what it accepts in place of the values above. */
  readonly matchers?: readonly Matcher[];
};

/** Where an exchange came from; `source` becomes the kind of evidence in the clause table. */
export type Origin = {
  readonly source: 'probe' | 'mock' | 'traffic' | 'pact' | 'test';
  /** File name or case id, for people. */
  readonly label?: string;
  /** 1-based line or entry number in the file. */
  readonly line?: number;
};

/**
 * `observed`: it happened. `expected`: a consumer's minimal expectation (a pact), whose response need not be complete
 * but may not contain what the document does not declare.
 */
export type Stance = 'observed' | 'expected';

/** One request and, when there was one, its answer. Everything the kit judges is one of these. */
export type Exchange = {
  readonly stance: Stance;
  readonly request: HttpRequest;
  readonly response?: HttpResponse;
  readonly origin: Origin;
};
