import type { Store } from '../store/store.ts';
import type { Project, User } from '../store/users.ts';
import { issueToken, tokenLifetime } from '../token.ts';
import { toIamErrorResponse } from './iam-error.ts';
import { readTokenRequest, type TokenRequest } from './read-token-request.ts';

type Issuer = { readonly store: Store; readonly clock: () => Date };

/** Answers `POST /v3/auth/tokens`: the token goes out in X-Subject-Token (openapi/iam.yaml). */
export function answerTokenRequest({ store, clock }: Issuer, request: Request, body: Uint8Array): Response {
  const asked = readTokenRequest(request.headers.get('content-type') ?? '', body);
  if (asked === undefined) return toIamErrorResponse('invalid');
  const user = store.users.findByPassword(asked.domainName, asked.name, asked.password);
  if (user === undefined) return toIamErrorResponse('unauthorized');
  const project = findScope(store, user, asked.scope);
  if (project === 'unknown') return toIamErrorResponse('scopeUnknown');

  const issuedAt = clock();
  const expiresAt = new Date(issuedAt.getTime() + tokenLifetime);
  const token = issueToken(store, { ...(project && { projectId: project.id }), issuedAt, expiresAt });
  const url = new URL(request.url);
  const catalog = (url.searchParams.get('nocatalog') ?? '') === '' ? toCatalog(url.origin, project) : [];
  const description = {
    catalog,
    expires_at: toMicroseconds(expiresAt),
    issued_at: toMicroseconds(issuedAt),
    methods: ['password'],
    ...(project ? { project: { ...project, domain: user.domain } } : { domain: user.domain }),
    roles: [{ id: '0', name: 'te_admin' }],
    user: { ...user, password_expires_at: '' },
  };
  return Response.json({ token: description }, { status: 201, headers: { 'X-Subject-Token': token } });
}

/** The project of the token, undefined for a token of the whole domain. */
function findScope(store: Store, user: User, scope: TokenRequest['scope']): Project | undefined | 'unknown' {
  if (scope.kind === 'project') return store.users.findProject(user.domain, scope.by) ?? 'unknown';
  const { by } = scope;
  if (by === undefined) return undefined;
  return ('id' in by ? by.id === user.domain.id : by.name === user.domain.name) ? undefined : 'unknown';
}

/** The one service of this provider, under the address that was asked. */
function toCatalog(origin: string, project: Project | undefined): object[] {
  if (project === undefined) return [];
  const region = { region: project.name, region_id: project.name };
  const endpoint = { id: 'imagesearch', interface: 'public', ...region, url: `${origin}/v1/${project.id}` };
  return [{ id: 'imagesearch', name: 'imagesearch', type: 'imagesearch', endpoints: [endpoint] }];
}

/** `YYYY-MM-DDTHH:mm:ss.ssssssZ`. */
function toMicroseconds(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
