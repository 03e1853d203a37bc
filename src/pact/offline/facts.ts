/** Everything that a folder of facts says: what a Pact Broker would keep in its database. */
export type Facts = {
  /** Of every pacticipant, in the order in which they became known: the last one is the latest. */
  readonly versions: readonly PacticipantVersion[];
  /** In the order in which the versions were put on their branches: the last one of a branch is its head. */
  readonly branches: readonly BranchVersion[];
  /** In the order in which the versions were tagged. */
  readonly tags: readonly Tag[];
  readonly pacts: readonly PublishedPact[];
  readonly results: readonly VerificationResult[];
  readonly environments: readonly Environment[];
  readonly deployments: readonly Deployment[];
  readonly releases: readonly Release[];
  /** Main branches that somebody wrote down, by pacticipant. */
  readonly mainBranches: ReadonlyMap<string, string>;
};

/** Instants are ISO 8601 texts as they stand in the file. */
export type PacticipantVersion = {
  readonly pacticipant: string;
  readonly number: string;
  readonly createdAt: string;
  readonly buildUrl?: string;
};

export type BranchVersion = {
  readonly pacticipant: string;
  readonly branch: string;
  readonly number: string;
  readonly addedAt: string;
};

export type Tag = {
  readonly pacticipant: string;
  readonly tag: string;
  readonly number: string;
  readonly addedAt: string;
};

/** The pact between a version of a consumer and a provider. */
export type PublishedPact = {
  readonly consumer: string;
  readonly version: string;
  readonly provider: string;
  /** Of the content (`toContentDigest`): versions with equal content share their results. */
  readonly digest: string;
  /** Path in the folder. */
  readonly path: string;
};

/** What a version of a provider made of the content of a pact; the only one, the latest, for the two. */
export type VerificationResult = {
  readonly provider: string;
  readonly providerVersion: string;
  readonly consumer: string;
  readonly digest: string;
  readonly success: boolean;
  readonly verifiedAt: string;
  /** Path in the folder. */
  readonly path: string;
};

export type Environment = {
  readonly name: string;
  readonly displayName?: string;
  readonly production: boolean;
};

/** One application, or one of its instances (`instance`), runs this version there until another one replaces it. */
export type Deployment = {
  readonly environment: string;
  readonly pacticipant: string;
  readonly instance?: string;
  readonly version: string;
  readonly deployedAt: string;
};

/** This version can be in use there, beside others, for as long as the fact stands. */
export type Release = {
  readonly environment: string;
  readonly pacticipant: string;
  readonly version: string;
  readonly releasedAt: string;
};

/** A file of the folder; the path is relative to it and has `/` on every system. */
export type FactFile = { readonly path: string; readonly text: string };
