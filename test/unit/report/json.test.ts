import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../src/report/json.ts';
import type { Report } from '../../../src/report/report.ts';
import { emptyReport, exampleReport, hostileReport, hostileTexts } from './example-report.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../../src/report/report.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const reports: [string, Report][] = [
  ['the example', exampleReport],
  ['the empty report', emptyReport],
  ...hostileTexts.map((text): [string, Report] => [`hostile ${text.slice(0, 30)}`, hostileReport(text)]),
];

describe('renderJson', () => {
  it('writes the example', async () => {
    await expect(renderJson(exampleReport)).toMatchFileSnapshot('example.json');
  });

  it.each(reports)('gives back %s, as its schema describes it', (_, report) => {
    const parsed: unknown = JSON.parse(renderJson(report));
    expect(parsed).toEqual(report);
    validate(parsed);
    expect(validate.errors).toBeNull();
  });

  it('has a schema that refuses what is no report', () => {
    expect(validate({ ...exampleReport, version: 2 })).toBe(false);
    expect(validate({ ...exampleReport, extra: 1 })).toBe(false);
    expect(validate({ ...exampleReport, findings: [{ rule: 'a-b' }] })).toBe(false);
  });

  it('gives equal bytes whatever the order of members was', () => {
    const reversed = JSON.parse(JSON.stringify(exampleReport), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(renderJson(reversed)).toBe(renderJson(exampleReport));
  });
});
