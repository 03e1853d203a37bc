import type { Json } from '../finding.ts';
import type { JsonObject } from '../spec/walk.ts';
import type { Violation } from './violation.ts';

/** What Prism is asked, as it travels to its thread. */
export type PrismQuestion = {
  /** Which operation document is meant. */
  readonly operation: string;
  readonly document: JsonObject;
  readonly wish: {
    readonly code?: number;
    readonly exampleKey?: string;
    readonly dynamic: boolean;
    readonly seed?: string;
    readonly accept?: string;
  };
  readonly violations: readonly Violation[];
  /** Only callbacks look at it: their URLs are taken from the request. */
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json | undefined;
  };
  /** `x-json-schema-faker` of the document: settings of the generator. */
  readonly settings: JsonObject;
};

/** What Prism says. */
export type PrismReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Values of documented headers, and the media type under `content-type`. */
      readonly headers: JsonObject;
      /** Absent where there is no body. */
      readonly body?: Json;
    }
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Json;
    }
  /** Prism broke off: one sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

/** To the thread; the document comes once for each thread. */
export type PrismCall = Omit<PrismQuestion, 'document'> & {
  readonly document?: JsonObject;
};

/** From the thread. */
export type PrismMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reply'; readonly reply: PrismReply };
