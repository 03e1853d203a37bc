import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { planDefaults } from '../../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../../src/conformance/plan/plan.ts';
import { renderPlanJson } from '../../../../src/conformance/plan/plan-json.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import { loadDocument } from '../load-document.ts';

const schemaUrl = new URL('../../../../src/conformance/plan/plan.schema.json', import.meta.url);
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schemaUrl, 'utf8')),
);

function write(contract: Contract, more: Partial<typeof planDefaults> = {}): string {
  return [...renderPlanJson(contract, planConformance(contract, { ...planDefaults, ...more }))].join('');
}

describe('a plan as JSON', () => {
  let bundled: Contract;
  let tasks: Contract;
  beforeAll(async () => {
    bundled = await loadDocument('openapi/imagesearch.yaml');
    tasks = await loadDocument('test/documents/tasks.yaml');
  });

  it('is what its schema describes, for documents of one and of many operations, and without a case', () => {
    for (const text of [write(bundled), write(tasks, { allowDelete: true }), write(tasks, { phases: [] })]) {
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
    }
  });

  it('has the cases in the order in which they are sent: by phase, and one of each operation in turn', () => {
    const { cases, summary, operations } = JSON.parse(write(tasks));
    const order = cases.map(({ phase, operation }: { phase: string; operation: string }) => [
      phase,
      operation,
    ]);
    expect(summary.cases).toBe(cases.length);
    const phases = order.map(([phase]: [string]) => planDefaults.phases.indexOf(phase as 'fuzz'));
    expect(phases).toEqual(phases.toSorted((a: number, b: number) => a - b));
    const boundary = order.filter(([phase]: [string]) => phase === 'boundary');
    const tested = operations.filter((one: { skipped?: object }) => !one.skipped).length;
    expect(tested).toBeGreaterThan(2);
    expect(new Set(boundary.slice(0, tested).map(([, operation]: [string, string]) => operation)).size).toBe(
      tested,
    );
  });

  it('has the same bytes for the same seed, and other ones for another', () => {
    const text = write(tasks);
    expect(write(tasks) === text).toBe(true);
    expect(write(tasks, { seed: 2 }) === text).toBe(false);
  });

  it('holds no secret that a person gave', () => {
    const text = write(bundled, {
      headers: [
        ['Cookie', 'session=opensesame'],
        ['X-Api-Key', 'opensesame'],
      ],
      values: { 'body.tags': '{"token":"opensesame"}' },
    });
    expect(text.includes('["Cookie","[redacted]"]')).toBe(true);
    expect(text.includes('opensesame')).toBe(false);
  });

  it('names places as files and lines, without the folder of this machine', () => {
    const text = write(bundled);
    expect(text.includes('"place":{"file":"openapi/imagesearch.yaml","line":')).toBe(true);
    expect(text.includes('file://')).toBe(false);
  });
});
