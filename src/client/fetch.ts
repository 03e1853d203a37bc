/** The part of `fetch` that the client uses: a whole Request, a whole Response. */
export type Fetch = (request: Request) => Promise<Response>;
