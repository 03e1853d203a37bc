/**
 * Host name of RFC 1123 §2.1. An A-label (`xn--…`) is only right when it decodes to a label that IDNA allows (RFC 5891
 * §4.2), which this kit does not judge.
 */
export function isHostname(value: string): boolean | undefined {
  if (value.length > 253) return false;
  const labels = value.split('.');
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))) return false;
  return labels.some((label) => /^..--/.test(label)) ? undefined : true;
}

/** Internationalized host name of RFC 5890 §2.3.2.3: a name of ASCII labels is judged, U-labels are not. */
export function isIdnHostname(value: string): boolean | undefined {
  const labels = value.split(/[.\u3002\uff0e\uff61]/u);
  if (labels.some((label) => label === '' || [...label].length > 63)) return false;
  return isAscii(value) ? isHostname(value) : undefined;
}

/** Dotted decimal of RFC 2673 §3.2. */
export function isIpv4(value: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(value);
}

/** Text form of RFC 4291 §2.2, without a zone. */
export function isIpv6(value: string): boolean {
  const halves = value.split('::');
  if (halves.length > 2) return false;
  const [head = '', tail] = halves;
  const groups = [...groupsOf(head), ...groupsOf(tail ?? '')];
  const last = groups.at(-1) ?? '';
  // An IPv4 address at the very end stands for two groups.
  const embedded = last.includes('.') && !value.endsWith('::');
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (embedded && !isIpv4(last)) return false;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = plain.length + (embedded ? 2 : 0);
  return tail === undefined ? count === 8 : count <= 7;
}

export function isAscii(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) if (value.charCodeAt(index) > 0x7f) return false;
  return true;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
