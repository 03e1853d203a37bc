import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report.ts';
import { runCli } from '../run-cli.ts';

const cwd = join(import.meta.dirname, '../../fixtures/traffic');

async function judge(file: string, ...servers: string[]) {
  const options = servers.flatMap((server) => ['--server', server]);
  const ended = await runCli(['check', file, ...options, '--report', 'json'], { cwd });
  const { summary, findings }: Report = JSON.parse(ended.stdout);
  return {
    code: ended.code,
    stderr: ended.stderr,
    exchanges: summary.exchanges,
    checked: summary.checked,
    unchecked: summary.unchecked.map(({ reason, count }) => `${count} ${reason}`),
    skipped: summary.skipped.map(({ reason, count }) => `${count} ${reason}`),
    findings: findings.map(({ rule, count = 1, origin }) => `${count} ${rule} ${origin?.label}`),
  };
}

it('holds no path of a machine and no secret in what is committed', () => {
  for (const file of readdirSync(cwd)) {
    const text = readFileSync(join(cwd, file), 'utf8');
    expect([file, text.match(/"\/(?:home|tmp|usr|root|work|Users)\/|[A-Z]:\\\\/g)]).toEqual([file, null]);
    const tokens = text.matchAll(/"name": ?"(?:x-auth-token|cookie|set-cookie)",\s*"value": ?"([^"]*)"/gi);
    for (const [, value] of tokens) expect(value).toMatch(/^(?:session=)?made-up-|^\[redacted\]$/);
  }
});

/** The recorded clients send the same faults on purpose: a cut-off body, no path, no token. */
const faults = (file: string, entries: readonly number[]) => [
  `1 request-security-missing ${file} entry ${entries[0]}`,
  `1 request-body-unreadable ${file} entry ${entries[1]}`,
  `1 request-body-schema ${file} entry ${entries[2]}`,
];

describe.concurrent('check reads what is really written', () => {
  it('by Chromium: HTTP/2, a page, an image, aborted calls', async () => {
    expect(await judge('chromium.har', 'https://imagesearch.test', 'http://provider.test')).toEqual({
      code: 2,
      stderr: '',
      exchanges: 10,
      checked: 5,
      unchecked: ['1 there is no response: the call was aborted or lost'],
      skipped: [],
      findings: ['5 operation-unknown chromium.har entry 1', ...faults('chromium.har', [6, 4, 5])],
    });
  });

  it('counts what goes to a server that the document does not have', async () => {
    expect(await judge('chromium.har', 'https://imagesearch.test')).toMatchObject({
      code: 1,
      exchanges: 10,
      checked: 4,
      unchecked: [],
      skipped: ['1 no server of the document: http://provider.test'],
    });
    expect(await judge('chromium.har')).toEqual({
      code: 2,
      stderr: '',
      exchanges: 10,
      checked: 0,
      unchecked: [],
      skipped: [
        '1 no server of the document: http://provider.test',
        '9 no server of the document: https://imagesearch.test',
      ],
      findings: [],
    });
  });

  it('by mitmproxy', async () => {
    expect(await judge('mitmproxy.har', 'http://imagesearch.test')).toEqual({
      code: 1,
      stderr: '',
      exchanges: 6,
      checked: 5,
      unchecked: [],
      skipped: [],
      findings: ['1 operation-unknown mitmproxy.har entry 6', ...faults('mitmproxy.har', [4, 2, 3])],
    });
  });

  it.each(['proxy.ndjson', 'proxy.har'])('by the proxy of the kit: %s', async (file) => {
    const label = (entry: number) => (file.endsWith('.har') ? `${file} entry ${entry}` : file);
    expect(await judge(file, 'http://imagesearch.test')).toEqual({
      code: 1,
      stderr: '',
      exchanges: 6,
      checked: 5,
      unchecked: [],
      skipped: [],
      findings: [
        `1 operation-unknown ${label(6)}`,
        `1 request-security-missing ${label(4)}`,
        `1 request-body-unreadable ${label(2)}`,
        `1 request-body-schema ${label(3)}`,
      ],
    });
  });
});
