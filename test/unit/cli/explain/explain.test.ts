import { describe, expect, it } from 'vitest';
import { explanations } from '../../../../src/cli/explain/explanations.ts';
import { probeRules } from '../../../../src/cli/explain/probe-rules.ts';
import { runExample } from '../../../../src/cli/explain/run-example.ts';
import { main } from '../../../../src/cli/main.ts';
import { ruleIds } from '../../../../src/finding.ts';
import { rules } from '../../../../src/rules/rules.ts';
import { testIo } from '../test-io.ts';

async function explain(...args: string[]) {
  const io = testIo();
  const exitCode = await main(['explain', ...args], io);
  return { exitCode, out: io.out(), err: io.err() };
}

// What only a sender can judge is proven by the tests of the conformance run.
const judged = ruleIds.filter((id) => !Object.hasOwn(probeRules, id));

describe('explain', () => {
  it.each(judged)('%s has an example that fires it and nothing else', (id) => {
    expect(runExample(explanations[id].example).map((finding) => finding.rule)).toEqual([id]);
  });

  it('knows every rule that judges an exchange', () => {
    expect(rules.map(({ id }) => id).filter((id) => !judged.includes(id))).toEqual([]);
  });

  it('shows a rule', async () => {
    const { exitCode, out, err } = await explain('response-body-schema');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot('response-body-schema.txt');
  });

  it.each(ruleIds)('%s fits 80 columns', async (id) => {
    const { out } = await explain(id);
    expect(out.split('\n').filter((line) => line.length > 80 || line.endsWith(' '))).toEqual([]);
  });

  it('lists all rules', async () => {
    const { exitCode, out } = await explain();
    expect(exitCode).toBe(0);
    expect(out.match(/^[a-z-]+(?= |$)/gm)).toEqual([...ruleIds]);
  });

  it('suggests the nearest rule', async () => {
    expect(await explain('response-body-shcema')).toEqual({
      exitCode: 2,
      out: '',
      err: 'error: there is no rule "response-body-shcema"\nhint: did you mean response-body-schema\n',
    });
  });
});
