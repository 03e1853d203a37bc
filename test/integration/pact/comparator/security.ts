import type { Addition } from './call.ts';
import type { MessageMutation } from './mutations.ts';
import type { JsonObject } from './piece.ts';

/** Security requirements with a request that meets them, and others that do or do not. */
export type SecurityCase = {
  readonly name: string;
  readonly security: readonly JsonObject[];
  readonly value: readonly Addition[];
  readonly variations: readonly { readonly mutation: MessageMutation; readonly value: readonly Addition[] }[];
};

export const securitySchemes: JsonObject = {
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
  queryKey: { type: 'apiKey', in: 'query', name: 'api_key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'session' },
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'Basic' },
  digest: { type: 'http', scheme: 'digest' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: {} } },
  },
  openId: {
    type: 'openIdConnect',
    openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration',
  },
};

const authorization = (value: string): Addition => ({ headers: [['Authorization', value]] });
const credentials = {
  headerKey: { headers: [['x-auth-token', 'placeholder']] },
  queryKey: { query: [['api_key', 'placeholder']] },
  cookieKey: { cookie: 'session=placeholder' },
  bearer: authorization('Bearer placeholder'),
  basic: authorization('Basic dXNlcjpwYXNz'),
  digest: authorization('Digest username="user"'),
  oauth: authorization('Bearer placeholder'),
  openId: authorization('bearer placeholder'),
} satisfies Readonly<Record<string, Addition>>;

type Key = keyof typeof credentials;

const missing = { mutation: 'credential-missing', value: [] } as const;
const optional = { mutation: 'credential-optional-missing', value: [] } as const;

const single = (key: Key): SecurityCase => ({
  name: `security ${key}`,
  security: [{ [key]: [] }],
  value: [credentials[key]],
  variations: [
    missing,
    ...(key === 'bearer'
      ? [{ mutation: 'credential-scheme', value: [credentials.basic] } as const]
      : key === 'basic'
        ? [{ mutation: 'credential-scheme', value: [credentials.bearer] } as const]
        : []),
  ],
});

export const securityCases: readonly SecurityCase[] = [
  { name: 'security none', security: [], value: [], variations: [] },
  ...(Object.keys(credentials) as Key[]).map(single),
  {
    name: 'security optional',
    security: [{ headerKey: [] }, {}],
    value: [credentials.headerKey],
    variations: [optional],
  },
  {
    name: 'security optional',
    security: [{}, { bearer: [] }],
    value: [credentials.bearer],
    variations: [optional],
  },
  {
    name: 'security both',
    security: [{ headerKey: [], queryKey: [] }],
    value: [credentials.headerKey, credentials.queryKey],
    variations: [
      missing,
      { mutation: 'credential-partly', value: [credentials.headerKey] },
      { mutation: 'credential-partly', value: [credentials.queryKey] },
    ],
  },
  {
    name: 'security either',
    security: [{ headerKey: [] }, { bearer: [] }],
    value: [credentials.headerKey],
    variations: [missing, { mutation: 'credential-other', value: [credentials.bearer] }],
  },
];
