/** A text that breaks programs, and what it is made of. */
export type SpecialText = readonly [name: string, text: string];

/**
 * Texts that programs fall over although nothing forbids them, the most likely ones first. None of them does harm to
 * a program that takes it for what it is not.
 */
export const specialTexts: readonly SpecialText[] = [
  ['characters of two code units, combining marks', '😀𝒳👩‍👧e\u0301Z\u0351\u036b'],
  ['NUL', 'a\u0000b'],
  ['right to left, invisible', '\u202eאبج\u202c\u200b\u200d\u2060\ufeffİß'],
  ['percent signs', '100% %s %n %d %00 %zz %'],
  ['the word null', 'null'],
  ['the word undefined', 'undefined'],
  ['the word NaN', 'NaN'],
  ['line breaks, control characters', '\r\nSet-Cookie: a=b\r\n\r\n\t\u0001\u001b[31m\u007f\u2028'],
  ['quotes and SQL', `'"\`; SELECT 1; -- OR '1'='1`],
  ['blanks at the ends', '  text  '],
  ['a negative zero', '-0'],
  ['a large number', '1e308'],
  ['the name __proto__', '__proto__'],
  ['markup and templates', `<script>alert(1)</script><!--&amp;]]>\${7*7}{{7*7}}<%=7*7%>#{7}`],
  ['paths and shell', '../../../etc/passwd\\..\\$(echo a)`echo a`|&;'],
  ['backslashes', '\\\\ \\u0000 \\x00 \\'],
  ['the name constructor', 'constructor'],
  ['the word true', 'true'],
  ['an object in a text', '{"$gt":""}'],
  ['digits beyond 2^53', '9007199254740993'],
  ['the name toString', 'toString'],
  ['digits of another script', '١٢٣٤٥'],
  ['a hexadecimal number', '0x1F'],
  ['the word Infinity', 'Infinity'],
  ['the word false', 'false'],
  ['a negative number', '-1'],
  ['the words [object Object]', '[object Object]'],
  ['characters that are none', '\ufffe\uffff\u{10ffff}'],
  ['commas and other separators', 'a,b;c|d&e=f+g#h?i/j:k@l'],
  ['letters that change their number with their case', 'ŉǰΐﬃẞı'],
  ['the word None', 'None'],
  ['leading zeros', '007'],
  ['a single blank', ' '],
];

/** Several of the texts in one, without control characters: for a place that is looked at alone. */
export const joinedTexts: readonly SpecialText[] = [
  [
    'other scripts, marks, quotes, percent signs',
    `😀e\u0301\u202eא\u200b\ufeff%s%00%'"<b>&amp;\${1}{{1}}\\../`,
  ],
  ['NUL', 'a\u0000b'],
];

/** Names for members that are not declared. */
export const specialNames: readonly (readonly [name: string, members: readonly string[]])[] = [
  ['names of Object.prototype', ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']],
  ['odd names', ['', ' ', 'a.b', '$where', 'a[b]', '😀', '0', '-1', 'a/b~c', 'length']],
  ['words', ['null', 'undefined', 'NaN', 'true', '%s', 'x'.repeat(300)]],
  ['control characters in a name', ['a\u0000b', 'a\nb']],
];

/** Numbers at the limits of their usual representations, the most dangerous ones first. */
export const specialNumbers: readonly number[] = [
  -0,
  1e308,
  0,
  -1,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  5e-324,
  -1e308,
  -2_147_483_649,
  // The largest double below 2^63.
  2 ** 63 - 1024,
  0.1,
  1e21,
  4_294_967_296,
  Number.MIN_SAFE_INTEGER,
  65_536,
  1e-7,
  32_768,
  256,
  128,
  1,
];

/** Values at the edges of formats (JSON Schema Validation §7.3); they are the beginning of what a place gets. */
export const specialFormats: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-02-29', '0001-01-01', '9999-12-31', '1970-01-01', '1582-10-10', '2000-02-29'],
  'date-time': [
    '2024-02-29T23:59:59Z',
    '2016-12-31T23:59:60Z',
    '2024-02-29T00:00:00.123456789+14:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '1969-12-31T23:59:59-12:00',
    '2024-03-31t02:30:00z',
    '2016-12-31T15:59:60-08:00',
  ],
  time: ['23:59:60Z', '00:00:00Z', '23:59:59.999999999+14:00', '00:00:00-12:00'],
  duration: ['P0D', 'P1Y2M3DT4H5M6S', 'P52W', 'PT0S', 'P9999Y'],
  uuid: [
    '123E4567-E89B-42D3-A456-426614174000',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
  ],
  email: [
    "o'brien+tag%x@example.com",
    '"quoted local"@example.com',
    'a@xn--bcher-kva.example',
    `${'a'.repeat(64)}@example.com`,
    'USER@EXAMPLE.COM',
    'a@[192.0.2.1]',
  ],
  hostname: ['xn--bcher-kva.example', 'a', `${'a'.repeat(63)}.example`, '1.example', 'EXAMPLE.com'],
  ipv4: ['0.0.0.0', '255.255.255.255', '127.0.0.1'],
  ipv6: ['::ffff:192.0.2.1', '::', '2001:DB8::FFFF', '1:2:3:4:5:6:7:8'],
  uri: [
    'https://user:pass@[2001:db8::1]:8443/a%20b/../c;d?e=%00&f=%F0%9F%98%80#g',
    'urn:isbn:0451450523',
    'mailto:a@example.com',
    'https://xn--bcher-kva.example',
    'HTTPS://EXAMPLE.COM:443',
    `https://example.com/${'a'.repeat(2000)}`,
    'https://example.com?',
  ],
  'uri-reference': ['', '#', '?', '//example.com', '../..', '%00', ';a=b'],
  byte: ['', 'AA==', '////', 'AAAA'],
  'json-pointer': ['', '/', '/~0~1', '/0/-'],
  regex: ['(a+)+$', '', '\\u{1F600}'],
};
