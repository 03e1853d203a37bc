import { request } from 'undici';

/**
 * Sends one change of a provider state: `POST` with a JSON body, as Pact's own verifiers do.
 *
 * @throws whatever undici throws, and an Error for a deadline
 */
export async function askStateUrl(
  url: string,
  json: string,
  options: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<{ readonly status: number; readonly text: string }> {
  const deadline = AbortSignal.timeout(options.timeout);
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: json,
      reset: true,
      signal: AbortSignal.any([deadline, options.signal]),
    });
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    if (deadline.aborted) throw new Error(`it did not answer within ${options.timeout} ms`, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code === 'ECONNREFUSED' ? new Error('nothing listens there', { cause: error }) : error;
  }
}
