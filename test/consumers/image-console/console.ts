import { type Context, Hono } from 'hono';
import {
  createImageSearchClient,
  type Fetch,
  ImageSearchError,
  type ModifyPicture,
} from '../../../src/client/client.ts';
import { type Answer, answerError } from './answer-error.ts';

export type ConsoleOptions = {
  readonly endpoint: string;
  readonly projectId: string;
  /** The user token of the session that a request belongs to. */
  readonly tokenOf: (request: Request) => string | undefined;
  /** Gets what support has to be told. */
  readonly log?: (line: string) => void;
  readonly fetch?: Fetch;
};

/** What the page sends: the fields as the user filled them in. */
type TagForm = Pick<ModifyPicture, 'path' | 'tags'>;

/** The backend of the console's page: `PUT /instances/{instance}/tags` saves the tags of an image. */
export function createConsole({ endpoint, projectId, tokenOf, log, fetch }: ConsoleOptions): Hono {
  const app = new Hono();
  app.put('/instances/:instance/tags', async (c) => {
    const token = tokenOf(c.req.raw);
    if (token === undefined) return answer(c, { status: 401, error: 'log-in-again' });
    const form = await readForm(c.req.raw);
    if (form === undefined) return answer(c, { status: 422, error: 'form-invalid' });
    // A user is waiting: no retries, and no longer than one waits for a page. The page offers to try again.
    const client = createImageSearchClient({
      endpoint,
      projectId,
      credentials: { token },
      retries: 0,
      timeout: 5_000,
      ...(fetch && { fetch }),
    });
    try {
      await client.runModifyPicture({ ...form, instanceName: c.req.param('instance') });
      return c.json({ saved: true });
    } catch (error) {
      if (!(error instanceof ImageSearchError)) throw error;
      log?.(`${error.message} (request ${error.requestId ?? 'unknown'})`);
      const found = answerError(error);
      const field = found.error === 'form-invalid' ? findField(form) : found.field;
      return answer(c, { ...found, ...(field && { field }) }, error.requestId);
    }
  });
  return app;
}

/** Undefined for what is no form at all. The fields are left to the service, whose errors become those of the form. */
async function readForm(request: Request): Promise<TagForm | undefined> {
  try {
    // Whatever the page sent; what is wrong with it, the service will say.
    const { path, tags } = (await request.json()) as TagForm;
    return { path, tags };
  } catch {
    // Not JSON, or null.
    return undefined;
  }
}

/** The service's message names the field, but messages are free text. */
function findField({ path }: TagForm): 'path' | 'tags' {
  return typeof path === 'string' && path !== '' ? 'tags' : 'path';
}

function answer(c: Context, { status, error, field, retryAfter }: Answer, supportId?: string): Response {
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return c.json({ error, ...(field && { field }), ...(supportId && { supportId }) }, status);
}
