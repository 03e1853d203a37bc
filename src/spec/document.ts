import type { Json } from '../finding.ts';

/** A place in a loaded document: absolute URI of the file and an RFC 6901 pointer into it. Cheap; no line numbers yet. */
export type SpecPlace = { readonly uri: string; readonly pointer: string };

/** One loaded file. */
export type SpecFile = {
  /** Absolute URI, the base of relative references. */
  readonly uri: string;
  /** As a person would write it: relative to the working directory, or the URL. */
  readonly name: string;
  readonly text: string;
  readonly data: Json;
};

/** The entry document with every file it refers to, as read: nothing is resolved, merged or changed in it. */
export type SpecDocument = {
  readonly uri: string;
  readonly root: { readonly [key: string]: Json };
  readonly files: ReadonlyMap<string, SpecFile>;
  /** `sha256:…` over the texts of all files, entry first, the others in the order of their URIs. */
  readonly digest: string;
};
