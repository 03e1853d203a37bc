import { describe, expect, it } from 'vitest';
import { findFormat } from '../../../src/contract/format.ts';
import type { Json } from '../../../src/finding.ts';

/** The verdict of each value; the JSON Schema Test Suite has the rest. */
const rows: [string, Json, boolean | undefined][] = [
  ['date-time', '1985-04-12T00:00:59.999999999999999999Z', true],
  ['date-time', '1985-04-12t23:20:50.52z', true],
  ['date-time', '1985-04-31T00:00:00Z', false],
  ['date-time', '1985-04-12 00:00:00Z', false],
  ['date-time', '2016-12-31T23:59:60Z', true],
  ['date-time', '2016-12-31T22:59:60Z', false],
  ['date-time', '2016-12-31T15:59:60-08:00', true],
  ['date-time', '2024-02-29T24:00:00Z', false],
  ['date', '1900-02-29', false],
  ['date', '2000-02-29', true],
  ['time', '12:00:00+24:00', false],
  ['duration', 'P1Y2M3DT4H5M6S', true],
  ['duration', 'P', false],
  ['email', '"joe bloggs"@example.com', true],
  ['email', 'joe@[127.0.0.1]', true],
  ['email', 'joe@[IPv6:::1]', true],
  ['email', 'joe@[tag:x]', undefined],
  ['email', 'joe@[1.2.3]', false],
  ['email', 'joe@xn--bcher-kva.example', undefined],
  ['email', 'jö@example.com', false],
  ['idn-email', 'jö@example.com', true],
  ['idn-email', 'jö@bücher.example', undefined],
  ['hostname', 'a.example', true],
  ['hostname', '-a.example', false],
  ['hostname', 'xn--bcher-kva.example', undefined],
  ['ipv4', '127.0.0.1', true],
  ['ipv4', '127.0.0.01', false],
  ['ipv6', '::ffff:192.0.2.1', true],
  ['ipv6', '1:2:3:4:5:6:7::', true],
  ['ipv6', '1:2:3:4:5:6:7::8', false],
  ['ipv6', '192.0.2.1::', false],
  ['ipv6', '::1%eth0', false],
  ['uri', 'urn:a:b', true],
  ['uri', 'a:', true],
  ['uri', 'http://\u212a.example/', false],
  ['uri', 'http://a.example/%zz', false],
  ['uri', 'http://a@b@c/', false],
  ['uri-reference', '', true],
  ['uri-reference', '1:b', false],
  ['uri-reference', './1:b', true],
  ['iri', 'http://bücher.example/ä?ö#ü', true],
  ['iri-reference', 'a b', false],
  ['uri-template', "{+a.b}/it's{?c*,d:3}", true],
  ['uri-template', '{a', false],
  ['uuid', 'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380', false],
  ['json-pointer', '/a~1b/~0', true],
  ['json-pointer', '/~', false],
  ['relative-json-pointer', '0#', true],
  ['relative-json-pointer', '01', false],
  ['regex', '\\p{L}+', true],
  ['regex', '\\a', false],
  ['byte', 'YW\r\nJj', true],
  ['byte', 'a===', false],
  ['base64url', '-_8', true],
  ['base64url', '+/8=', false],
  ['int8', 128, false],
  ['int16', -32768, true],
  ['int32', 1.5, false],
  ['int32', -2147483649, false],
  ['int64', 2 ** 63, true],
  ['int64', 2 ** 64, false],
  ['uint8', -1, false],
  ['uint64', 2 ** 63, true],
  ['double-int', 2 ** 53, false],
  ['float', 'a', true],
  ['date', 20240229, true],
];

describe('a format', () => {
  it.each(rows)('%s of %j', (name, value, expected) => {
    expect(findFormat(name)?.(value)).toBe(expected);
  });

  it('that nobody has registered is not known', () => {
    expect(['uuid4x', 'constructor', '__proto__', ''].map(findFormat)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
