import type { HttpInteraction } from '../file/pact-file.ts';
import type { OutgoingRequest } from './ask-target.ts';
import type { HeaderField, Injection, LiveCredential } from './credentials.ts';

/** The request with live credentials in place of the pact's own. What the pact does not have stays absent. */
export function inject(
  request: OutgoingRequest,
  { request: written, response }: HttpInteraction,
  { live, fields }: Injection,
): OutgoingRequest {
  let sent: OutgoingRequest = { ...request, fields: fields.reduce(withField, request.fields) };
  const done = new Set<string>();
  for (const credential of live) {
    const place = `${credential.in} ${credential.name.toLowerCase()}`;
    if (done.has(place) || !isOtherScheme(credential, live, written)) continue;
    done.add(place);
    const own = ownCredential(written, credential);
    if (own !== undefined && standsForLive(own, response.status))
      sent = withCredential(sent, own, credential);
  }
  return sent;
}

/** What the pact has in the place of a credential. */
function ownCredential(
  { headers, query }: HttpInteraction['request'],
  { in: location, name }: LiveCredential,
): string | undefined {
  switch (location) {
    case 'header':
      return headers[name.toLowerCase()]?.join(', ');
    case 'query':
      return query[name]?.[0];
    case 'cookie':
      return readCookie(headers.cookie?.join('; ') ?? '', name);
    default:
      return location satisfies never;
  }
}

/**
 * A pact of this kit says so: `<X-Auth-Token>` stands for a live credential, `<expired X-Auth-Token>` does not. Of any other
 * text only the expected answer tells whether it is wrong on purpose.
 */
function standsForLive(own: string, status: number): boolean {
  const [, placeholder] = /<([^<>]+)>$/.exec(own) ?? [];
  if (placeholder !== undefined) return !/^(invalid|expired) /.test(placeholder);
  return status !== 401;
}

/** Schemes share the Authorization field and are told apart by their first word (RFC 9110 §11.4). */
function isOtherScheme(
  { in: location, name, value }: LiveCredential,
  live: readonly LiveCredential[],
  { headers }: HttpInteraction['request'],
): boolean {
  const rivals = live.filter((one) => one.in === location && one.name.toLowerCase() === name.toLowerCase());
  if (location !== 'header' || rivals.length < 2) return true;
  const wanted = wordOf(headers[name.toLowerCase()]?.[0] ?? '');
  return wordOf(value) === wanted || !rivals.some((one) => wordOf(one.value) === wanted);
}

function wordOf(value: string): string {
  return (value.split(' ', 1)[0] ?? '').toLowerCase();
}

/** A provider state may have filled the field with a value of its own. */
function withCredential(
  request: OutgoingRequest,
  own: string,
  { in: location, name, value }: LiveCredential,
): OutgoingRequest {
  switch (location) {
    case 'header': {
      const sent = request.fields.find(([field]) => field.toLowerCase() === name.toLowerCase());
      return sent?.[1] === own ? { ...request, fields: withField(request.fields, { name, value }) } : request;
    }
    case 'query':
      return { ...request, url: withQuery(request.url, { name, own, value }) };
    case 'cookie':
      return {
        ...request,
        fields: request.fields.map(([field, cookies]) =>
          field.toLowerCase() === 'cookie'
            ? [field, withCookie(cookies, { name, own, value })]
            : [field, cookies],
        ),
      };
    default:
      return location satisfies never;
  }
}

function withField(
  fields: OutgoingRequest['fields'],
  { name, value }: HeaderField,
): OutgoingRequest['fields'] {
  return [...fields.filter(([field]) => field.toLowerCase() !== name.toLowerCase()), [name, value]];
}

type Replacement = HeaderField & { readonly own: string };

function withQuery(url: string, { name, own, value }: Replacement): string {
  const start = url.indexOf('?');
  if (start < 0) return url;
  const pairs = url.slice(start + 1).split('&');
  const replaced = pairs.map((pair) => {
    const [[key = '', text = ''] = []] = [...new URLSearchParams(pair)];
    return key === name && text === own ? `${encodeURIComponent(name)}=${encodeURIComponent(value)}` : pair;
  });
  return `${url.slice(0, start)}?${replaced.join('&')}`;
}

function readCookie(cookies: string, name: string): string | undefined {
  const pair = cookies.split(/; */).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function withCookie(cookies: string, { name, own, value }: Replacement): string {
  const pairs = cookies.split(/; */);
  return pairs.map((pair) => (pair === `${name}=${own}` ? `${name}=${value}` : pair)).join('; ');
}
