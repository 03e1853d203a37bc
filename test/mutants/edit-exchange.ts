import type { Answer } from './mutant.ts';

/** Puts something in front of the correct provider. */
export type Edit = (real: Answer) => Answer;

/**
 * `GET /api/tasks/*`, where a star is one segment and two stars the rest of the path: the calls that an edit touches. Any
 * method with a star in front.
 */
export type Call = `${string} /${string}`;

/** Which answers an edit touches: those of a call with a status. */
export type AnswersOf = readonly [call: Call, status: number];

type Members = Record<string, unknown>;

export function isCall({ method, url }: Request, call: Call): boolean {
  const [wanted, path = ''] = call.split(' ');
  const pattern = path.replace(/\*+/g, (stars) => (stars === '*' ? '[^/]+' : '.*'));
  return (wanted === '*' || wanted === method) && new RegExp(`^${pattern}$`).test(new URL(url).pathname);
}

/** Answers by itself where `when` says so, with the request's body as text. */
export function instead(
  call: Call,
  when: (text: string, request: Request) => boolean,
  response: (request: Request) => Response | Promise<Response>,
): Edit {
  return (real) => async (request) => {
    if (!isCall(request, call)) return await real(request);
    const text = await request.clone().text();
    return when(text, request) ? await response(request) : await real(request);
  };
}

/** Hands on another JSON body than the client sent, so that the provider accepts what it should refuse. */
export function reading(call: Call, change: (body: Members) => unknown): Edit {
  return readingText(call, (text) => {
    try {
      const body: unknown = JSON.parse(text);
      if (body === null || typeof body !== 'object' || Array.isArray(body)) return text;
      return JSON.stringify(change(body as Members));
    } catch {
      return text;
    }
  });
}

/** Hands on another body than the client sent. */
export function readingText(call: Call, change: (text: string, headers: Headers) => string): Edit {
  return (real) => async (request) => {
    if (!isCall(request, call)) return await real(request);
    const { method, url } = request;
    const headers = new Headers(request.headers);
    const bytes = Buffer.from(await request.arrayBuffer());
    const old = bytes.toString();
    // What is no text stays as it is: it has to be refused for that.
    const isText = Buffer.from(old).equals(bytes);
    const body = isText ? change(old, headers) : new Uint8Array(bytes);
    headers.delete('content-length');
    return await real(new Request(url, { method, headers, ...(body.length === 0 ? {} : { body }) }));
  };
}

/** Hands on another URL and other headers than the client sent. */
export function readingHead(call: Call, change: (url: URL, headers: Headers) => void): Edit {
  return (real) => async (request) => {
    if (!isCall(request, call)) return await real(request);
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    change(url, headers);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    return await real(new Request(url, { method: request.method, headers, ...body }));
  };
}

/** Gives another answer in place of some. */
export function answeringAs(
  [call, status]: AnswersOf,
  change: (response: Response, request: Request) => Response | Promise<Response>,
): Edit {
  return (real) => async (request) => {
    const response = await real(request.clone() as Request);
    return isCall(request, call) && response.status === status ? await change(response, request) : response;
  };
}

/** Changes the JSON of some answers; headers and status stay. */
// biome-ignore lint/suspicious/noExplicitAny: a mutant knows what the answer holds, and may do anything with it
export function writing(answers: AnswersOf, change: (body: any) => unknown): Edit {
  return answeringAs(answers, async (response) => {
    const { status } = response;
    const headers = new Headers(response.headers);
    if (!/json/.test(headers.get('content-type') ?? '')) return response;
    return new Response(JSON.stringify(change(await response.json())), { status, headers });
  });
}

/** Changes the header fields of some answers. */
export function writingHead(answers: AnswersOf, change: (headers: Headers) => void): Edit {
  return answeringAs(answers, (response) => {
    const headers = new Headers(response.headers);
    change(headers);
    return new Response(response.body, { status: response.status, headers });
  });
}

/** Gives some answers another status. */
export function writingStatus(answers: AnswersOf, status: number): Edit {
  return answeringAs(answers, ({ body, headers }) => new Response(body, { status, headers }));
}

/** Every `nth` request is answered by something else. */
export function every(nth: number, other: (response: Response) => Response | Promise<Response>): Edit {
  return (real) => {
    let number = 0;
    return async (request) => {
      number += 1;
      const response = await real(request);
      return number % nth === 0 ? await other(response) : response;
    };
  };
}
