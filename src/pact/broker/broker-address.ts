/** Where a Pact Broker is, and what lets one in. */
export type BrokerAddress = {
  /** `http:` or `https:`, without user, query and slash at the end; a path where the broker stands below one. */
  readonly url: string;
  readonly credentials?: BrokerCredentials;
};

export type BrokerCredentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string };
