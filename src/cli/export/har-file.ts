import type { Failure } from '../../conformance/run/failure.ts';
import type { HttpBody, HttpHeaders } from '../../exchange/exchange.ts';
import { createRedactor } from '../../exchange/redact.ts';
import { toHarEntry } from '../../exchange/to-har.ts';
import type { Finding, Json } from '../../finding.ts';
import { readVersion } from '../version.ts';
import { marker } from './write-own.ts';

/** The exchanges behind findings as a HAR 1.2 file without secrets; each entry says which findings it shows. */
export function renderHar(
  failures: readonly Failure[],
  from: { findings: readonly Finding[]; secretNames: readonly string[]; now: Date },
): string {
  const entries = failures.flatMap((failure): Json[] => {
    const finding = from.findings.find(({ fingerprint }) => fingerprint === failure.fingerprint);
    return finding ? [toEntry(failure, finding, from)] : [];
  });
  const creator = { name: 'contract-kit', version: readVersion() };
  return `${JSON.stringify({ log: { version: '1.2', creator, comment: marker, entries } }, null, 2)}\n`;
}

function toEntry(
  { exchange }: Failure,
  finding: Finding,
  { secretNames, now }: { secretNames: readonly string[]; now: Date },
): Json {
  const { request, response } = exchange;
  const { severity, rule, message, fingerprint } = finding;
  const entry = toHarEntry(
    {
      exchange,
      startedAt: now,
      timings: { send: 0, wait: 0, receive: 0 },
      request: toMessage(request.headers, request.body),
      ...(response ? { response: { ...toMessage(response.headers, response.body), statusText: '' } } : {}),
      error: response ? undefined : message,
      comment: `${severity} ${rule}: ${message}`,
    },
    (values) => createRedactor({ names: secretNames, values }),
  );
  // An entry is an object.
  return {
    ...(entry as { readonly [name: string]: Json }),
    _findings: [{ severity, rule, message, fingerprint }],
  };
}

function toMessage(headers: HttpHeaders, body: HttpBody | undefined) {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().flatMap((line) => [name, line]),
  );
  return { httpVersion: 'HTTP/1.1', fields, bodySize: body?.kind === 'bytes' ? body.bytes.length : 0 };
}
