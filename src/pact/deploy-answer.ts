/**
 * May this version be deployed? One question, whether a Pact Broker or a folder of files answers it.
 *
 * @see https://docs.pact.io/pact_broker/can_i_deploy
 */
export type DeployQuestion = {
  /** At least one; with several, what lies between them is asked, and `to` says where the rest is. */
  readonly selectors: readonly VersionSelector[];
  /** Where it shall go. Absent with one selector: beside the latest version of everything that it works with. */
  readonly to?: DeployTarget;
  /** What must not stand in the way. */
  readonly ignore?: readonly { readonly pacticipant: string; readonly version?: string }[];
};

/** One version, or the versions that everything given fits. Nothing but the name: every version. */
export type VersionSelector = {
  readonly pacticipant: string;
  readonly version?: string;
  readonly latest?: boolean;
  readonly tag?: string;
  readonly branch?: string;
  readonly mainBranch?: boolean;
};

export type DeployTarget =
  /** What is deployed or released there. */
  | { readonly environment: string }
  /** The latest version with this tag. */
  | { readonly tag: string };

export type DeployAnswer = {
  /** `true` yes · `false` no · `null` unknown: a verification that is needed has not been made. */
  readonly deployable: boolean | null;
  /** The sentences of the broker, one a line. */
  readonly reason: string;
  /** What was looked at, in the order of the broker's matrix: consumer and provider by name, newest version first. */
  readonly rows: readonly DeployRow[];
};

/** A pact of a consumer's version, and what a provider's version made of it. */
export type DeployRow = {
  readonly consumer: { readonly name: string; readonly version: string };
  /** `null`: no version that was asked about has verified the pact. */
  readonly provider: { readonly name: string; readonly version: string | null };
  /** `null`: not verified. */
  readonly success: boolean | null;
  /** Counts for nothing, because the question said so. */
  readonly ignored?: true;
};
