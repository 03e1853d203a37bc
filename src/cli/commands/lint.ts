import { compileContract } from '../../contract/compile.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import { toExitCode } from '../../gate/verdict.ts';
import type { SpecDocument } from '../../spec/document.ts';
import { loadSpec } from '../../spec/load.ts';
import { isObject } from '../../spec/walk.ts';
import { buildReport } from '../build-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import type { LintResult } from '../lint/document-finding.ts';
import { lintClauses } from '../lint/lint-clauses.ts';
import { lintExamples } from '../lint/lint-examples.ts';
import { lintSchemas } from '../lint/lint-schemas.ts';
import { lintStructure } from '../lint/lint-structure.ts';
import { bundledSpec } from '../load-contract.ts';
import { addSharedOptions, readSharedOptions } from '../shared-options.ts';

export const lintCommand: CommandDefinition = {
  name: 'lint',
  summary: 'judge the document itself: structure, schemas, examples, clauses',
  configure(command) {
    addSharedOptions(command.argument('[FILE]', 'the document; the same as --spec'));
    addExamples(command, [
      'contract-kit lint',
      'contract-kit lint openapi.yaml',
      'contract-kit lint openapi.yaml --report junit=lint.xml',
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const document = await loadSpec(args[0] ?? shared.spec ?? bundledSpec, { cwd: io.cwd });
    const structure = lintStructure(document);
    const { contract, results } = lintContract(document, structure.findings.length > 0);
    const all = [structure, lintClauses(document), ...results];
    const report = buildReport({
      contract: contract ?? describe(document),
      findings: all.flatMap(({ findings }) => findings),
      unchecked: all.flatMap(({ unchecked }) => unchecked),
      coverage: { operations: [], clauses: [] },
      exchanges: 0,
      checked: all.reduce((sum, { checked }) => sum + checked, 0),
    });
    await emitReport(report, shared, io);
    return toExitCode(report.verdict.status);
  },
};

/** What only a compiled document can tell; one with a broken structure need not compile. */
function lintContract(
  document: SpecDocument,
  broken: boolean,
): { contract?: Contract; results: readonly LintResult[] } {
  try {
    const contract = compileContract(document);
    return { contract, results: [lintSchemas(contract), lintExamples(contract)] };
  } catch (error) {
    if (!broken || !(error instanceof KitError)) throw error;
    return { results: [{ findings: [], unchecked: [{ reason: error.message }], checked: 0 }] };
  }
}

function describe(document: SpecDocument) {
  const info = isObject(document.root.info) ? document.root.info : {};
  return {
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    digest: document.digest,
    clauses: [],
    operations: [],
  };
}
