import type { Finding } from '../finding.ts';
import { type Case, cut, type Suite, toSuite } from './junit-case.ts';
import { toPactSuites } from './junit-interactions.ts';
import { placeOf } from './plain-text.ts';
import type { Report, ReportClause, UncheckedRow } from './report.ts';
import { element, renderXml, type XmlNode } from './xml.ts';

/**
 * A report as JUnit XML, in the shape that the Jenkins xUnit schema (`junit-10.xsd`) and GitLab read: a test suite for
 * each operation, a test case for each clause and for each finding that belongs to none. A violated statement is a
 * failure, an unexercised one is skipped, what could not be checked is an error. Without times, so that equal reports
 * give equal bytes.
 */
export function renderJunit(report: Report): string {
  const suites = [
    ...operationsOf(report).map((operation) => toSuite(operation, casesOf(report, operation))),
    ...toPactSuites(report.interactions ?? []),
    toSuite('run', runCases(report)),
  ].filter((suite) => suite.cases.length > 0);
  const total = (count: (testCase: Case) => boolean) =>
    suites.reduce((sum, suite) => sum + suite.cases.filter(count).length, 0);
  return renderXml(
    element(
      'testsuites',
      {
        name: `contract-kit: ${cut(report.contract.title)}`,
        tests: total(() => true),
        failures: total((testCase) => testCase.outcome === 'failure'),
        errors: total((testCase) => testCase.outcome === 'error'),
      },
      suites.map(renderSuite),
    ),
  );
}

const outsideOperations = 'document';

function operationsOf(report: Report): string[] {
  const names = new Set(report.coverage.operations.map((row) => String(row.operation)));
  for (const item of [...report.findings, ...report.coverage.clauses]) {
    names.add(item.operation ?? outsideOperations);
  }
  return [...names].sort();
}

function casesOf(report: Report, operation: string): Case[] {
  const belongs = (item: { operation?: string }) => (item.operation ?? outsideOperations) === operation;
  const clauses = report.coverage.clauses.filter(belongs);
  const known = new Set(report.coverage.clauses.map((clause) => clause.id));
  const loose = report.findings.filter(
    (finding) =>
      belongs(finding) &&
      (finding.clause === undefined || !known.has(finding.clause)) &&
      !isOfInteraction(finding, report),
  );
  return [
    ...clauses.map((clause) =>
      toClauseCase(
        clause,
        report.findings.filter((each) => each.clause === clause.id),
      ),
    ),
    ...loose.map((finding) => ({
      name: cut(`${finding.rule} ${finding.fingerprint}`),
      outcome: outcomeOf([finding]),
      details: detailsOf([finding]),
    })),
  ];
}

/** What the test case of an interaction tells. */
function isOfInteraction({ rule }: Finding, { interactions }: Report): boolean {
  return interactions !== undefined && (rule.startsWith('pact-') || rule === 'response-absent');
}

function toClauseCase(clause: ReportClause, findings: readonly Finding[]): Case {
  const name = cut(`${clause.id}: ${clause.text}`);
  if (findings.length > 0) return { name, outcome: outcomeOf(findings), details: detailsOf(findings) };
  switch (clause.state) {
    case 'proven':
      return { name, outcome: 'passed', details: [] };
    case 'unexercised':
      return {
        name,
        outcome: 'skipped',
        details: [element('skipped', { message: cut(clause.reason ?? 'nothing exercised it') })],
      };
    case 'violated':
      return {
        name,
        outcome: 'failure',
        details: [element('failure', { type: 'clause', message: 'violated' })],
      };
    default:
      return clause.state satisfies never;
  }
}

function outcomeOf(findings: readonly Finding[]): Case['outcome'] {
  return findings.some((finding) => finding.severity === 'error') ? 'failure' : 'passed';
}

/** Errors are failures; a warning is told in the output of a passing case. */
function detailsOf(findings: readonly Finding[]): XmlNode[] {
  const warnings = findings.filter((finding) => finding.severity === 'warning');
  const failures = findings
    .filter((finding) => finding.severity === 'error')
    .map((finding) =>
      element('failure', { type: finding.rule, message: cut(finding.message) }, [describe(finding)]),
    );
  if (warnings.length === 0) return failures;
  return [...failures, element('system-out', {}, [warnings.map(describe).join('\n\n')])];
}

function describe(finding: Finding): string {
  const { spec, at, origin } = finding;
  const seen = at && `${origin?.label ?? `exchange ${at.exchange}`}, ${at.side} ${at.pointer || '/'}`;
  const lines = [
    `${finding.severity} ${finding.rule}`,
    finding.message,
    finding.actual === undefined ? undefined : `received: ${JSON.stringify(finding.actual)}`,
    finding.expected === undefined ? undefined : `documented: ${JSON.stringify(finding.expected)}`,
    finding.statement === undefined ? undefined : `statement: ${finding.statement}`,
    finding.clause === undefined ? undefined : `clause: ${finding.clause}`,
    spec && `document: ${placeOf(spec)}`,
    origin?.interaction && `interaction: ${origin.interaction}`,
    seen && `seen in: ${seen}`,
    finding.hint === undefined ? undefined : `hint: ${finding.hint}`,
    finding.reproduce,
  ];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => cut(line, 10_000))
    .join('\n');
}

/** What could not be checked, so that a viewer which knows only tests is red as well when the verdict is not a pass. */
function runCases(report: Report): Case[] {
  const cases = report.summary.unchecked.map(toUncheckedCase);
  if (cases.length > 0 || report.verdict.status !== 'unchecked') return cases;
  const message = cut(report.verdict.reasons.join(', '));
  return [{ name: 'verdict', outcome: 'error', details: [element('error', { type: 'unchecked', message })] }];
}

function toUncheckedCase(row: UncheckedRow): Case {
  const place = row.spec ? [cut(placeOf(row.spec))] : [];
  return {
    name: cut(row.reason),
    outcome: 'error',
    details: [
      element('error', { type: 'unchecked', message: cut(`${row.reason} (${row.count} times)`) }, place),
    ],
  };
}

function renderSuite(suite: Suite): XmlNode {
  const count = (outcome: Case['outcome']) =>
    suite.cases.filter((testCase) => testCase.outcome === outcome).length;
  return element(
    'testsuite',
    {
      name: suite.name,
      tests: suite.cases.length,
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    },
    suite.cases.map((testCase) =>
      element('testcase', { classname: suite.name, name: testCase.name }, testCase.details),
    ),
  );
}
