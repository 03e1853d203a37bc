import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../../src/report/junit.ts';
import type { Report } from '../../../src/report/report.ts';
import { emptyReport, exampleReport, hostileReport, hostileTexts } from './example-report.ts';

/** What `junit-10.xsd` of the Jenkins xUnit plugin allows, as far as it is used here. */
const grammar: Record<string, { required: string[]; optional: string[]; children: string[] }> = {
  testsuites: { required: [], optional: ['name', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped'],
    children: ['testcase'],
  },
  testcase: {
    required: ['name'],
    optional: ['classname'],
    children: ['skipped', 'error', 'failure', 'system-out'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
  'system-out': { required: [], optional: [], children: [] },
};

function breaches(element: XmlElement): string[] {
  const rule = grammar[element.name];
  if (rule === undefined) return [`unknown element ${element.name}`];
  const attributes = Object.keys(element.attributes);
  const inner = element.children.filter((child) => child instanceof XmlElement);
  return [
    ...rule.required
      .filter((name) => !attributes.includes(name))
      .map((name) => `${element.name} lacks ${name}`),
    ...attributes
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${element.name} has ${name}`),
    ...inner
      .filter((child) => !rule.children.includes(child.name))
      .map((child) => `${child.name} in ${element.name}`),
    ...inner.flatMap(breaches),
  ];
}

function countsOf(xml: string): { stated: number[][]; counted: number[][] } {
  const root = parseXml(xml).root;
  const suites = root?.children.filter((child) => child instanceof XmlElement) ?? [];
  const names = ['failure', 'error', 'skipped'];
  return {
    stated: suites.map(({ attributes }) =>
      [attributes.tests, attributes.failures, attributes.errors, attributes.skipped].map(Number),
    ),
    counted: suites.map((suite) => {
      const cases = suite.children.filter((child) => child instanceof XmlElement);
      const having = (name: string) =>
        cases.filter((each) =>
          each.children.some((child) => child instanceof XmlElement && child.name === name),
        );
      return [cases.length, ...names.map((name) => having(name).length)];
    }),
  };
}

const reports: [string, Report][] = [
  ['the example', exampleReport],
  ['the empty report', emptyReport],
  ...hostileTexts.map((text): [string, Report] => [`hostile ${text.slice(0, 30)}`, hostileReport(text)]),
];

describe('renderJunit', () => {
  it('writes the example', async () => {
    await expect(renderJunit(exampleReport)).toMatchFileSnapshot('example.junit.xml');
  });

  it.each(reports)('is what Jenkins and GitLab read: %s', (_, report) => {
    const xml = renderJunit(report);
    const { root } = parseXml(xml);
    expect(root?.name).toBe('testsuites');
    expect(root ? breaches(root) : ['no root']).toEqual([]);
    const counts = countsOf(xml);
    expect(counts.stated).toEqual(counts.counted);
    expect(xml.length).toBeLessThan(200_000);
  });

  it('keeps hostile text as text', () => {
    const text = '<script>&amp;]]>::error';
    const root = parseXml(renderJunit(hostileReport(text))).root;
    expect(root?.text).toContain(`statement: ${text}`);
  });

  it('is red when nothing was checked', () => {
    const root = parseXml(renderJunit(emptyReport)).root;
    expect(root?.attributes).toEqual({ name: 'contract-kit: ', tests: '1', failures: '0', errors: '1' });
  });
});
