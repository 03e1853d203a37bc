import { isAscii, isHostname, isIpv4, isIpv6 } from './format-host.ts';

/** Mailbox of RFC 5321 §4.1.2. */
export function isEmail(value: string): boolean | undefined {
  return isAscii(value) && isMailbox(value);
}

/** Mailbox of RFC 6531 §3.3, which allows UTF-8; a domain of U-labels is not judged. */
export function isIdnEmail(value: string): boolean | undefined {
  return isMailbox(value);
}

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u{80}-\\u{10ffff}-]+";
const quoted = '"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e\\u{80}-\\u{10ffff}]|\\\\[\\x20-\\x7e])*"';
const mailbox = new RegExp(`^(${atom}(?:\\.${atom})*|${quoted})@([^@]+)$`, 'u');

function isMailbox(value: string): boolean | undefined {
  const match = mailbox.exec(value);
  if (!match) return false;
  const domain = match[2] ?? '';
  if (domain.startsWith('[')) return isAddressLiteral(domain);
  if (isAscii(domain)) return isHostname(domain);
  return domain.split('.').every((label) => label !== '') ? undefined : false;
}

/** RFC 5321 §4.1.3; a General-address-literal of a tag that is not registered is not judged. */
function isAddressLiteral(domain: string): boolean | undefined {
  if (!domain.endsWith(']')) return false;
  const address = domain.slice(1, -1);
  if (/^ipv6:/i.test(address)) return isIpv6(address.slice(5));
  if (/^[a-z0-9-]*[a-z0-9]:[\x21-\x5a\x5e-\x7e]+$/i.test(address)) return undefined;
  return isIpv4(address);
}
