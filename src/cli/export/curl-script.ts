import type { Finding } from '../../finding.ts';
import { placeOf, toPlainText } from '../../report/plain-text.ts';
import { marker } from './write-own.ts';

/** A shell script with the curl line of each finding; credentials are variables that the caller exports. */
export function renderCurlScript(findings: readonly Finding[]): string {
  const variables = new Set(findings.flatMap(({ reproduce = '' }) => variablesOf(reproduce)));
  const needs = [...variables].sort().map((name) => `: "\${${name}:?export it first}"`);
  const blocks = findings.flatMap((finding) =>
    finding.reproduce === undefined
      ? []
      : [['', ...describeLines(finding), finding.reproduce, 'echo'].join('\n')],
  );
  return ['#!/bin/sh', `# ${marker}.`, ...needs, ...blocks, ''].join('\n');
}

/** What a finding says, as lines of a comment. */
function describeLines({ severity, rule, message, operation, statement, spec }: Finding): string[] {
  const lines = [
    `${severity} ${rule} ${operation ?? ''}`.trim(),
    message,
    ...(statement === undefined ? [] : [`“${statement}”`]),
    ...(spec ? [placeOf(spec)] : []),
  ];
  return lines.map((line) => `# ${toPlainText(line, 1000)}`);
}

/** The variables stand in double quotes of their own, outside of single quotes. */
function variablesOf(line: string): string[] {
  const outside = line.replace(/'[^']*'/g, '');
  return [...outside.matchAll(/"\$([A-Z_][A-Z0-9_]*)"/g)].map(([, name = '']) => name);
}
