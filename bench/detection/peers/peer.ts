/** What a peer is given: a running provider that needs no credential, and the document. */
export type PeerTarget = {
  /** The document's file, absolute. */
  readonly document: string;
  /** With the base path. */
  readonly url: string;
  /** An empty folder of its own. */
  readonly folder: string;
};

/** What a peer said of a provider. */
export type PeerRun = {
  /** The names of everything that it calls failed, sorted; equal providers give equal lists. */
  readonly failures: readonly string[];
  readonly seconds: number;
};

/** Another tool that looks at a provider with its document. */
export type Peer = {
  readonly name: string;
  run(target: PeerTarget): Promise<PeerRun>;
};

/** What a child process wrote, and how long it took. */
export type Ran = { readonly text: string; readonly seconds: number };
