import { redactValues } from '../../exchange/redact-text.ts';

/** Shorter ones occur by chance, and replacing them would destroy the request. */
const shortest = 6;

/**
 * Gives a function that takes known secrets out of data: as they are, percent-encoded, and inside of base64. Everything
 * else stays to the byte.
 */
export function hideSecrets(secrets: readonly string[]): <T>(data: T) => T {
  const forms = secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // The longest first, so that a value that contains another leaves no rest.
  const values = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const hide = (key: string, text: string): string =>
    key === 'base64' ? hideInBase64(text, values) : redactValues(text, values);
  return (data) =>
    JSON.parse(JSON.stringify(data), (key, value: unknown) =>
      typeof value === 'string' ? hide(key, value) : value,
    );
}

function hideInBase64(base64: string, values: readonly string[]): string {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const safe = redactValues(text, values);
  return safe === text ? base64 : Buffer.from(safe, 'latin1').toString('base64');
}
