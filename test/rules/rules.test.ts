import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { compareFindings } from '../../src/finding.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { check } from '../../src/validate/check.ts';
import { readExchange } from './read-exchange.ts';

const cwd = fileURLToPath(new URL('.', import.meta.url));
const contracts = new Map<string, Promise<Contract>>();

/** The document of a case: its own, else the one that the cases share, or those about matchers. */
function contractOf(folder: string): Promise<Contract> {
  const own = readdirSync(`${cwd}${folder}`).includes('openapi.yaml');
  const shared = /^\w+-(?:matcher|example)-/.test(folder) ? 'matchers.yaml' : 'openapi.yaml';
  const path = own ? `${folder}/openapi.yaml` : shared;
  const contract = contracts.get(path) ?? loadSpec(path, { cwd }).then((document) => compileContract(document));
  contracts.set(path, contract);
  return contract;
}

/**
 * A case is `test/rules/<rule>/<case>/`: the exchange, and all that the check says about it. The name of a case starts
 * with what the rule does: `fires-`, `silent-` or `unchecked-`.
 */
for (const rule of readdirSync(cwd, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  describe(rule.name, () => {
    it.each(readdirSync(`${cwd}${rule.name}`))('%s', async (name) => {
      const folder = `${rule.name}/${name}`;
      const exchange = readExchange(readFileSync(`${cwd}${folder}/exchange.json`, 'utf8'));
      const { findings, unchecked } = check(await contractOf(folder), exchange);
      const result = { findings: findings.toSorted(compareFindings), unchecked };
      await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(`${cwd}${folder}/expected.json`);
      const fires = findings.some((finding) => finding.rule === rule.name);
      expect({ fires, unchecked: unchecked.length > 0 }).toEqual({
        fires: name.startsWith('fires-'),
        unchecked: name.startsWith('unchecked-') || name.endsWith('-and-unchecked'),
      });
    });
  });
}
