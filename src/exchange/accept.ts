/** One element of an Accept field: a media range and its weight. */
type Preference = { readonly range: string; readonly weight: number };

/**
 * Reads an Accept field and tells of a media type whether it is acceptable: the most specific range that covers it decides,
 * and a weight of 0 excludes it (RFC 9110 §12.5.1). Parameters of media types are not compared. A field that nobody can read
 * excludes nothing.
 *
 * @example parseAccept('text/csv, application/*;q=0.5')('application/json') // true
 */
export function parseAccept(field: string): (mediaType: string) => boolean {
  const elements = field.split(',').map((text) => text.trim());
  const preferences = elements.filter((text) => text !== '').map(readPreference);
  if (preferences.length === 0 || preferences.includes(undefined)) return () => true;
  return (mediaType) => {
    const essence = essenceOf(mediaType);
    const ranges = [essence, `${essence.split('/', 1)[0]}/*`, '*/*'];
    for (const range of ranges) {
      const own = preferences.filter((one) => one?.range === range);
      if (own.length > 0) return own.some((one) => one !== undefined && one.weight > 0);
    }
    return false;
  };
}

function readPreference(text: string): Preference | undefined {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  if (!/^[^\s/]+\/[^\s/]+$/.test(range)) return undefined;
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, '') ?? '1';
  return /^[01](\.\d{0,3})?$/.test(weight) ? { range, weight: Number(weight) } : undefined;
}

function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
