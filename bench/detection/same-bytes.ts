import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { main } from '../../src/cli/main.ts';
import { createProvider } from '../../src/provider/provider.ts';
import { testIo } from '../../test/unit/cli/test-io.ts';

// Same document, same seed: same plan and same report bytes? Each run tests a reference provider of its own, on a port of
// its own, with tokens of its own.
//
//   node bench/detection/same-bytes.ts [--runs 20] [--workers 1] [--seed 1]

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    workers: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});

/** What one run of the command writes to stdout. */
async function outputOf(more: readonly string[]): Promise<string> {
  const provider = createProvider();
  const server = await provider.listen();
  const io = testIo();
  const credentials = [
    ...['--header', `X-Auth-Token: ${provider.issueToken()}`],
    ...['--expired-header', `X-Auth-Token: ${provider.issueToken({ expiresAt: new Date(0) })}`],
  ];
  const seeds = ['--seed', values.seed, '--workers', values.workers];
  try {
    const exitCode = await main(['test', '--target', server.url, ...credentials, ...seeds, ...more], io);
    if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${io.err()}${io.out().slice(0, 2000)}`);
    return io.out();
  } finally {
    await server.close();
    provider.close();
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const seen = {
  plan: new Map<string, number>(),
  json: new Map<string, number>(),
  text: new Map<string, number>(),
};
const forms = { plan: ['--plan', 'json'], json: ['--report', 'json'], text: ['--report', 'text'] };
for (let run = 0; run < Number(values.runs); run += 1)
  for (const form of ['plan', 'json', 'text'] as const) {
    const digest = digestOf(await outputOf(forms[form]));
    seen[form].set(digest, (seen[form].get(digest) ?? 0) + 1);
  }

for (const [form, digests] of Object.entries(seen))
  process.stdout.write(
    `${form}: ${values.runs} runs, ${digests.size - 1} differences (${[...digests].map(([digest, count]) => `${digest} ×${count}`).join(', ')})\n`,
  );
if (Object.values(seen).some((digests) => digests.size !== 1)) process.exitCode = 1;
