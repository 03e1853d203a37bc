import type { MediaType, Operation, Parameter } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { CaseBody, CaseRequest, CredentialKind } from '../plan/case.ts';
import { encodeFirst, respellUrl, type UrlSpelling } from './respell-url.ts';
import { serialiseBody, toContentType } from './serialise-body.ts';
import { serialiseParameter } from './serialise-parameter.ts';

/** A request as decoded values, before it is written down for the wire. */
export type RequestDraft = {
  readonly operation: Operation;
  /** The path in front of the operation's, from the target's URL; no slash at the end. */
  readonly basePath: string;
  /** The parameters that are sent; those that are left out are not in it. */
  readonly parameters: ReadonlyMap<Parameter, Json>;
  /** More pairs for the end of the query, as they are written. */
  readonly query?: readonly string[];
  /** Another spelling of the path and query that means the same. */
  readonly urlSpelling?: UrlSpelling;
  /** Field lines that are no parameter. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly mediaType?: MediaType;
  /** Another Content-Type than the media type's; `null` sends none. */
  readonly contentType?: string | null;
  /** The decoded body. */
  readonly body?: Json;
  /** The exact body instead of a decoded one. */
  readonly rawBody?: CaseBody;
  readonly fieldNames?: 'lower' | 'upper';
  readonly credentials: CredentialKind;
};

/** A request as it goes on the wire, or what of it cannot be written down. */
export type Written = { readonly request: CaseRequest } | { readonly reason: string };

/** Whether a field can have this name (RFC 9110 §5.1, §5.6.2). */
function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** Writes a draft down: path template, styles, media type. */
export function writeRequest(draft: RequestDraft): Written {
  const { operation } = draft;
  let path = operation.path;
  const query: string[] = [];
  const cookies: string[] = [];
  const headers: [string, string][] = draft.headers.map(([name, value]) => [name, value]);
  for (const [parameter, value] of draft.parameters) {
    const text = serialiseParameter(parameter, value);
    if (text === undefined || (parameter.in === 'header' && !isToken(parameter.name)))
      return { reason: `${parameter.in} parameter ${parameter.name || '""'} has no form on the wire` };
    if (parameter.in === 'path')
      path = path.replaceAll(
        `{${parameter.name}}`,
        draft.urlSpelling === 'encoded-path' ? encodeFirst(text) : text,
      );
    else if (parameter.in === 'query') query.push(text);
    else if (parameter.in === 'cookie') cookies.push(text);
    else headers.push([parameter.name, text]);
  }
  if (/\{[^}]*\}/.test(path)) return { reason: 'a path parameter has no value' };
  if (cookies.length > 0) headers.push(['Cookie', cookies.filter((pair) => pair !== '').join('; ')]);
  const body = bodyOf(draft);
  if (body === 'unwritable') return { reason: 'the body has no form in its media type' };
  const contentType = contentTypeOf(draft, body);
  if (contentType !== undefined) headers.push(['Content-Type', contentType]);
  const pairs = [...query, ...(draft.query ?? [])].filter((pair) => pair !== '');
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  const url = respellUrl({ path, search }, draft.urlSpelling);
  return {
    request: {
      method: operation.method,
      url: draft.basePath + url,
      headers,
      ...(draft.fieldNames ? { fieldNames: draft.fieldNames } : {}),
      ...(body ? { body } : {}),
      credentials: draft.credentials,
    },
  };
}

function bodyOf(draft: RequestDraft): CaseBody | undefined | 'unwritable' {
  if (draft.rawBody) return draft.rawBody;
  if (draft.body === undefined || !draft.mediaType) return undefined;
  return serialiseBody(draft.mediaType, draft.body) ?? 'unwritable';
}

function contentTypeOf(draft: RequestDraft, body: CaseBody | undefined): string | undefined {
  if (draft.contentType === null) return undefined;
  if (draft.contentType !== undefined) return draft.contentType;
  return body && draft.mediaType ? toContentType(draft.mediaType.name) : undefined;
}
