/** Values for the formats of OpenAPI 3.1 §4.4.1 and JSON Schema Validation §7.3: some that are right, some that cannot be. */
export const formatValues: Readonly<
  Record<string, { readonly valid: readonly string[]; readonly invalid: readonly string[] }>
> = {
  date: { valid: ['2024-02-29', '1999-12-31'], invalid: ['not-a-date', '2024-13-45', '29.02.2024'] },
  'date-time': {
    valid: ['2024-02-29T12:00:00Z', '1999-12-31T23:59:59.5+01:00'],
    invalid: ['not-a-date-time', '2024-02-29', '2024-13-45T99:00:00Z'],
  },
  time: { valid: ['12:00:00Z', '23:59:59.5+01:00'], invalid: ['not-a-time', '25:61:61Z'] },
  duration: { valid: ['P1D', 'PT36H'], invalid: ['one day', 'P'] },
  email: { valid: ['user@example.com', 'first.last+tag@example.org'], invalid: ['not-an-email', '@'] },
  hostname: { valid: ['example.com', 'a-b.example'], invalid: ['-not a host-', 'a..b'] },
  ipv4: { valid: ['192.0.2.1', '255.255.255.255'], invalid: ['999.1.1.1', '192.0.2'] },
  ipv6: { valid: ['2001:db8::1', '::'], invalid: ['not:an:ip', '2001:db8:::1'] },
  uri: { valid: ['https://example.com/a?b=c', 'urn:example:a'], invalid: ['not a uri', '//'] },
  'uri-reference': { valid: ['/a/b?c', 'https://example.com/'], invalid: ['\\\\a b', 'a b'] },
  'uri-template': { valid: ['/a/{b}', 'https://example.com/{?c}'], invalid: ['/a/{b'] },
  uuid: {
    valid: ['123e4567-e89b-42d3-a456-426614174000', 'FFFFFFFF-0000-4000-8000-000000000000'],
    invalid: ['not-a-uuid', '123e4567-e89b-42d3-a456-42661417400'],
  },
  'json-pointer': { valid: ['/a/b', ''], invalid: ['a/b', '/~2'] },
  regex: { valid: ['^a+$', '[0-9]'], invalid: ['(', '['] },
  byte: { valid: ['aGVsbG8=', ''], invalid: ['%%%', 'a'] },
};

/** The range of a numeric format (OpenAPI 3.1 §4.4.1); other formats say nothing about the size. */
export const numericFormats: Readonly<
  Record<string, { readonly minimum: number; readonly maximum: number }>
> = {
  int32: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
};
