/** What a request's connection tells beyond the request; absent for a call inside the process. */
export type Connection = { readonly remoteAddress: string | undefined };

/** Hono's types of this app: the connection comes in with the request, the request id is made for it. */
export type ProviderEnv = {
  Bindings: { readonly connection?: Connection };
  Variables: { requestId: string };
};

/** Whether the peer is on this machine; a call inside the process is. */
export function isLoopback(connection: Connection | undefined): boolean {
  if (connection === undefined) return true;
  const address = connection.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}
