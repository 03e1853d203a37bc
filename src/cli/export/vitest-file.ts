import type { PlanConfig } from '../../conformance/plan/config.ts';
import type { SavedFailure } from '../../conformance/replay/saved-failure.ts';
import { schemesOf } from '../../conformance/request/credentials.ts';
import { secretVariable } from '../../conformance/request/secrets.ts';
import type { Contract } from '../../contract/contract.ts';
import { shellVariable } from '../../exchange/quote-shell.ts';
import type { SecretNames } from '../../exchange/secret-names.ts';
import type { Finding } from '../../finding.ts';
import { placeOf, toPlainText } from '../../report/plain-text.ts';
import { marker } from './write-own.ts';

/** What a test file needs to know besides its failure. */
export type TestFileContext = {
  readonly contract: Contract;
  readonly config: PlanConfig;
  readonly target: string;
  readonly names: SecretNames;
  /** A URL, or a path relative to the test file; undefined for the bundled document. */
  readonly spec: { readonly url: string } | { readonly path: string } | undefined;
};

/** The same name for the same fault from run to run. */
export function nameTestFile({ rule, fingerprint }: SavedFailure): string {
  return `${rule}-${fingerprint}.test.ts`;
}

/**
 * A test that fails as long as the provider has the fault, and runs by itself. Credentials come from the environment, the
 * target too where it is not the one of the run.
 */
export function renderTestFile(failure: SavedFailure, finding: Finding, context: TestFileContext): string {
  const { spec } = context;
  const imports = [
    ...(spec && 'path' in spec ? [`import { fileURLToPath } from 'node:url';`] : []),
    `import { replay, type SavedFailure } from 'imagesearch-contract-kit/conformance';`,
    `import { expect, it } from 'vitest';`,
  ];
  const title = toPlainText(`${finding.rule} ${finding.operation ?? ''}: ${finding.message}`, 200);
  return `${[
    ...commentLines(failure, finding, context),
    ...imports,
    '',
    `const failure: SavedFailure = ${JSON.stringify(failure, null, 2)};`,
    '',
    `it(${JSON.stringify(title)}, async () => {`,
    '  const [replayed] = await replay([failure], {',
    ...settingLines(context).map((line) => `    ${line},`),
    '  });',
    `  expect(replayed?.state, replayed?.message).toBe('fixed');`,
    '}, 60_000);',
  ].join('\n')}\n`;
}

function commentLines(failure: SavedFailure, finding: Finding, { contract }: TestFileContext): string[] {
  const { severity, rule, message, statement, spec, reproduce } = finding;
  const operation = contract.operations.find(({ key }) => key === failure.case.operation);
  const end = { expired: '_EXPIRED', other: '_OTHER' } as Readonly<Record<string, string>>;
  const variables = (operation ? schemesOf(operation) : []).map(
    ({ key }) => secretVariable(key) + (end[failure.case.request.credentials] ?? ''),
  );
  const lines = [
    `${marker}: the next one writes it again.`,
    '',
    `${severity} ${rule}`,
    message,
    ...(statement === undefined ? [] : [`“${statement}”`]),
    ...(spec ? [placeOf(spec)] : []),
    ...(reproduce === undefined ? [] : ['', reproduce]),
    '',
    'CONTRACT_KIT_TARGET is the service under test.',
    ...(variables.length === 0 ? [] : [`Credentials come from ${variables.join(', ')}.`]),
  ];
  return lines.map((line) => (line === '' ? '//' : `// ${toPlainText(line, 4000)}`));
}

function settingLines({ config, target, names, spec }: TestFileContext): string[] {
  const fields = config.headers.map(([name, value]) =>
    names.isHeader(name)
      ? `${JSON.stringify(name)}: process.env.${shellVariable(name)} ?? ''`
      : `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const values = Object.entries(config.values).filter(
    ([name]) => !names.isKey(name.slice(name.lastIndexOf('.') + 1)),
  );
  return [
    `target: process.env.CONTRACT_KIT_TARGET ?? ${JSON.stringify(target)}`,
    ...(spec && 'url' in spec ? [`spec: ${JSON.stringify(spec.url)}`] : []),
    ...(spec && 'path' in spec
      ? [`spec: fileURLToPath(new URL(${JSON.stringify(spec.path)}, import.meta.url))`]
      : []),
    ...(fields.length > 0 ? [`headers: { ${fields.join(', ')} }`] : []),
    ...(values.length > 0 ? [`set: ${JSON.stringify(Object.fromEntries(values))}`] : []),
    ...(config.allowDelete ? ['allowDelete: true'] : []),
  ];
}
