import { main } from '../../src/cli/main.ts';
import { schemesOf } from '../../src/conformance/request/credentials.ts';
import { secretVariable } from '../../src/conformance/request/secrets.ts';
import { compileContract } from '../../src/contract/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { KitError } from '../../src/errors.ts';
import { startMock } from '../../src/mock/mock.ts';
import type { Report } from '../../src/report/report.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { testIo } from '../../test/unit/cli/test-io.ts';

/** What the self-loop of one document came to, sent to the parent. */
export type LoopResult =
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'tested';
      readonly exitCode: number;
      readonly report?: Report;
      readonly stderr: string;
      readonly seconds: number;
      readonly megabytes: number;
    };

/** Serves a document with the mock and tests the mock with the document, in a process of its own. */
async function loop(spec: string, budget: string): Promise<LoopResult> {
  const cwd = process.cwd();
  try {
    const env = credentialsFor(compileContract(await loadSpec(spec, { cwd })));
    const mock = await startMock({ spec, cwd, seed: '1' });
    const started = performance.now();
    const io = testIo({ cwd, env });
    const options = ['--spec', spec, '--target', mock.url, '--budget', budget, '--report', 'json'];
    const exitCode = await main(['test', ...options, '--allow-delete'], io);
    const seconds = (performance.now() - started) / 1000;
    await mock.close();
    const text = io.out();
    return {
      kind: 'tested',
      exitCode,
      ...(text === '' ? {} : { report: JSON.parse(text) as Report }),
      stderr: io.err(),
      seconds,
      megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } catch (error) {
    if (error instanceof KitError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** A value for every security scheme: the mock looks whether there is one, and at no more. */
function credentialsFor(contract: Contract): Record<string, string> {
  const schemes = contract.operations.flatMap(schemesOf);
  return Object.fromEntries(
    schemes.map(({ key, type, scheme = 'bearer' }) => {
      const word = `${scheme.slice(0, 1).toUpperCase()}${scheme.slice(1)}`;
      return [secretVariable(key), type === 'apiKey' ? 'loop' : `${word} bG9vcDpsb29w`];
    }),
  );
}

const [spec = '', budget = '20'] = process.argv.slice(2);
process.send?.(await loop(spec, budget));
process.disconnect?.();
