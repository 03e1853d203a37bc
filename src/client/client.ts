import createFetchClient, { type Client } from 'openapi-fetch';
import type { KitError } from '../errors.ts';
import { createRedactor } from '../exchange/redact.ts';
import type { components, paths } from '../generated/imagesearch.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Credentials, secretsOf } from './credentials.ts';
import type { Fetch } from './fetch.ts';
import { readAnswer } from './read-answer.ts';
import { send } from './send.ts';
import { lazyJudge, type Validation } from './validation.ts';

export type { Clock } from './clock.ts';
export type { Credentials, TokenProvider } from './credentials.ts';
export { type ErrorCode, errorCodes } from './error-codes.ts';
export type { Fetch } from './fetch.ts';
export { type CallFault, ImageSearchError } from './image-search-error.ts';
export { createTokenProvider, type TokenProviderOptions } from './token-provider.ts';
export type { Validation } from './validation.ts';

export type ImageSearchClientOptions = {
  /** `https://imagesearch.cn-north-4.myhuaweicloud.com`. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly credentials: Credentials;
  /** Milliseconds for one attempt; 30,000 where nothing is said. */
  readonly timeout?: number;
  /** How often a call is sent again at most: after 429, 503, 504 and failed connections; 2 where nothing is said. */
  readonly retries?: number;
  /** Whether calls are judged by the document; `off` where nothing is said. */
  readonly validate?: Validation;
  /** Gets what `validate: 'warn'` finds; a warning of the process where nothing is said. */
  readonly onWarning?: (error: KitError) => void;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
};

export type ModifyPicture = components['schemas']['RunModifyPictureReq'] & {
  readonly instanceName: string;
  /** Ends the call, whichever attempt it is in. */
  readonly signal?: AbortSignal;
};

export type ModifyPictureResult = components['schemas']['RunModifyPictureResponse'] & {
  /** The number that support asks for. */
  readonly requestId: string | undefined;
};

export type ImageSearchClient = {
  /** Operation RunModifyPicture: gives an image of the library other tags. Throws ImageSearchError. */
  runModifyPicture(call: ModifyPicture): Promise<ModifyPictureResult>;
  /** The operations by method and path, as openapi-fetch has them, with credentials, timeout and retries. */
  readonly api: Client<paths>;
};

/**
 * A typed client for the bundled document.
 *
 * @example
 * const client = createImageSearchClient({ endpoint, projectId, credentials: { token } });
 * await client.runModifyPicture({ instanceName: 'catalog', path: 'https://…/test1.jpg', tags: { animal: 'dog' } });
 */
export function createImageSearchClient(options: ImageSearchClientOptions): ImageSearchClient {
  const { endpoint, projectId, credentials, validate = 'off', onWarning } = options;
  const secrets = new Set(secretsOf(credentials));
  const sender = {
    // Looked up at each call, so that a fetch that tests put in its place is used.
    fetch: options.fetch ?? ((request: Request) => fetch(request)),
    credentials,
    onToken: (token: string) => void secrets.add(token),
    timeout: options.timeout ?? 30_000,
    retries: options.retries ?? 2,
    clock: options.clock ?? systemClock,
    judge: lazyJudge(endpoint, validate, onWarning),
  };
  const api = createFetchClient<paths>({ baseUrl: endpoint, fetch: (request) => send(sender, request) });
  return {
    api,
    async runModifyPicture({ instanceName, path, tags, signal }) {
      const { response, data, error } = await api.PUT('/v1/{project_id}/{instance_name}/image', {
        params: { path: { project_id: projectId, instance_name: instanceName } },
        body: { path, tags },
        // What is no JSON must not end as a SyntaxError.
        parseAs: 'text',
        ...(signal && { signal }),
      });
      const text = typeof data === 'string' ? data : error;
      return readAnswer(response, text, createRedactor({ values: [...secrets] }));
    },
  };
}
