/** Values for the formats of OpenAPI 3.1 §4.4.1 and JSON Schema Validation §7.3: some that are right, some that cannot be. */
export const formatValues: Readonly<
  Record<string, { readonly valid: readonly string[]; readonly invalid: readonly string[] }>
> = {
  date: {
    valid: ['2024-02-29', '1999-12-31'],
    invalid: ['not-a-date', '2024-13-45', '29.02.2024', '2023-02-29', '2024-02-29T12:00:00Z'],
  },
  'date-time': {
    valid: ['2024-02-29T12:00:00Z', '1999-12-31T23:59:59.5+01:00'],
    invalid: ['not-a-date-time', '2024-02-29', '2024-13-45T99:00:00Z', '2024-02-29T12:00:00', '1709208000'],
  },
  time: { valid: ['12:00:00Z', '23:59:59.5+01:00'], invalid: ['not-a-time', '25:61:61Z', '12:00'] },
  duration: { valid: ['P1D', 'PT36H'], invalid: ['one day', 'P', '1D'] },
  email: {
    valid: ['user@example.com', 'first.last+tag@example.org'],
    invalid: ['not-an-email', '@', 'user@'],
  },
  'idn-email': { valid: ['user@example.com', 'größe@example.com'], invalid: ['not-an-email', '@'] },
  hostname: { valid: ['example.com', 'a-b.example'], invalid: ['-not a host-', 'a..b', 'a_b!.example'] },
  'idn-hostname': { valid: ['example.com', 'größe.example'], invalid: ['-not a host-', 'a..b'] },
  ipv4: {
    valid: ['192.0.2.1', '255.255.255.255'],
    invalid: ['999.1.1.1', '192.0.2', '192.0.2.1.1', '2001:db8::1'],
  },
  ipv6: { valid: ['2001:db8::1', '::'], invalid: ['not:an:ip', '2001:db8:::1', '192.0.2.1'] },
  uri: { valid: ['https://example.com/a?b=c', 'urn:example:a'], invalid: ['not a uri', '//', '/a/b'] },
  'uri-reference': { valid: ['/a/b?c', 'https://example.com/'], invalid: ['\\\\a b', 'a b'] },
  iri: { valid: ['https://example.com/größe', 'urn:example:a'], invalid: ['not an iri', '//'] },
  'iri-reference': { valid: ['/größe', 'https://example.com/'], invalid: ['\\\\a b', 'a b'] },
  'uri-template': { valid: ['/a/{b}', 'https://example.com/{?c}'], invalid: ['/a/{b'] },
  uuid: {
    valid: ['123e4567-e89b-42d3-a456-426614174000', 'FFFFFFFF-0000-4000-8000-000000000000'],
    invalid: [
      'not-a-uuid',
      '123e4567-e89b-42d3-a456-42661417400',
      '123e4567e89b42d3a456426614174000',
      'g23e4567-e89b-42d3-a456-426614174000',
      '123e4567-e89b-42d3-a456-4266141740000',
    ],
  },
  'json-pointer': { valid: ['/a/b', ''], invalid: ['a/b', '/~2'] },
  'relative-json-pointer': { valid: ['0', '1/a'], invalid: ['/a', '-1'] },
  regex: { valid: ['^a+$', '[0-9]'], invalid: ['(', '['] },
  byte: { valid: ['aGVsbG8=', ''], invalid: ['%%%', 'a'] },
  base64url: { valid: ['aGVsbG8', 'aGVsbG8='], invalid: ['%%%', 'a'] },
};

/** The range of a numeric format (OpenAPI 3.1 §4.4.1); other formats say nothing about the size. */
export const numericFormats: Readonly<
  Record<string, { readonly minimum: number; readonly maximum: number }>
> = {
  int8: { minimum: -128, maximum: 127 },
  int16: { minimum: -32_768, maximum: 32_767 },
  int32: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
  int64: { minimum: -(2 ** 63), maximum: 2 ** 63 },
  uint8: { minimum: 0, maximum: 255 },
  uint16: { minimum: 0, maximum: 65_535 },
  uint32: { minimum: 0, maximum: 4_294_967_295 },
  uint64: { minimum: 0, maximum: 2 ** 64 },
};
