/** Which names carry a secret: header fields, and keys of JSON objects, forms and queries. */
export type SecretNames = {
  isHeader(name: string): boolean;
  isKey(name: string): boolean;
};

/**
 * The names whose values never reach an output, with names of the caller's own added (header fields or keys, compared
 * without case, `-` and `_`).
 *
 * @example secretNames(['X-Session']).isHeader('x-session') // true
 */
export function secretNames(more: readonly string[] = []): SecretNames {
  return more.length === 0 ? known : createNames(more);
}

function createNames(more: readonly string[]): SecretNames {
  const own = new Set(more.map(fold));
  const isKey = remember((name) => own.has(fold(name)) || isSecretKey(name));
  return { isKey, isHeader: remember((name) => secretHeaders.has(name.toLowerCase()) || isKey(name)) };
}

/** The same few names come again and again; a sender that makes up new ones must not fill the memory. */
function remember(decide: (name: string) => boolean): (name: string) => boolean {
  const decided = new Map<string, boolean>();
  return (name) => {
    const last = decided.get(name);
    if (last !== undefined) return last;
    if (decided.size === 1000) decided.clear();
    const answer = decide(name);
    if (name.length < 100) decided.set(name, answer);
    return answer;
  };
}

const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'x-subject-token',
  'x-security-token',
  'x-amz-security-token',
  'x-csrf-token',
  'x-xsrf-token',
  'api-key',
  'apikey',
  'x-api-key',
  'x-apikey',
  'x-auth-key',
]);

const secretKeys = new Set(['ak', 'sk', 'pwd', 'pass', 'jwt', 'sig', 'sessionid', 'otp', 'pin']);

const secretEndings =
  /(?:passwo?r?d|passwd|passphrase|passcode|secret|token|apikey|accesskey|accesskeyid|secretkey|secretaccesskey|privatekey|clientsecret|credential|signature|authorization|cookie)s?$/;

function isSecretKey(name: string): boolean {
  const folded = fold(name);
  return secretKeys.has(folded) || secretEndings.test(folded);
}

/** `accessKey`, `access_key` and `Access-Key` are one name. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.\s]/g, '');
}

// Last, as it needs the lists above.
const known = createNames([]);
