import { KitError } from '../../errors.ts';
import { createPaint, type Page } from '../../report/paint.ts';
import { toPlainText, wrapText } from '../../report/plain-text.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { diagnoseContract } from '../doctor/diagnose-contract.ts';
import { diagnoseCredentials } from '../doctor/diagnose-credentials.ts';
import { diagnoseData } from '../doctor/diagnose-data.ts';
import { diagnoseTarget } from '../doctor/diagnose-target.ts';
import type { Diagnosis } from '../doctor/diagnosis.ts';
import type { Io } from '../io.ts';
import { loadContract } from '../load-contract.ts';
import { addSharedOptions, readSharedOptions, readUrls, type SharedOptions } from '../shared-options.ts';

export const doctorCommand: CommandDefinition = {
  name: 'doctor',
  summary: 'tell what cannot be checked, why, and the remedy',
  configure(command) {
    addSharedOptions(command).option('--target <URL>', 'also see whether this service can be reached');
    addExamples(command, [
      'contract-kit doctor',
      'contract-kit doctor --spec openapi.yaml',
      'contract-kit doctor --target http://127.0.0.1:4000',
    ]);
  },
  async run(_args, options, io) {
    const shared = readSharedOptions(options, io);
    const [target] = readUrls('--target', options.target);
    const diagnoses: Diagnosis[] = [
      { status: 'ok', what: `Node ${process.versions.node}` },
      ...(await diagnoseDocument(shared, io)),
      ...(target === undefined ? [] : [await diagnoseTarget(target)]),
    ];
    const page = { width: Math.min(io.isTTY.columns, 100), paint: createPaint(shared.color) };
    for (const diagnosis of diagnoses) {
      if (diagnosis.status !== 'ok' || !shared.quiet) io.stdout(renderDiagnosis(diagnosis, page));
    }
    return diagnoses.some(({ status }) => status === 'problem') ? 2 : 0;
  },
};

/** A request of a test goes to whatever target is given. */
const anywhere = 'http://localhost';

async function diagnoseDocument(shared: SharedOptions, io: Io): Promise<Diagnosis[]> {
  try {
    const contract = await loadContract(shared.spec, io);
    return [
      ...diagnoseContract(contract),
      ...diagnoseCredentials(contract, shared.headers, io.env),
      ...diagnoseData(await loadContract(shared.spec, io, { servers: [anywhere] }), shared.set),
    ];
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    const remedy = error.hint ?? 'mend the document, or give another one with --spec FILE';
    return [{ status: 'problem', what: error.message, remedy }];
  }
}

function renderDiagnosis(diagnosis: Diagnosis, { width, paint }: Page): string {
  const color = { ok: 'green', note: 'yellow', problem: 'red' } as const;
  const [first = '', ...rest] = wrapText(toPlainText(diagnosis.what), width - 9);
  const lines = [
    `${paint(color[diagnosis.status], diagnosis.status.padEnd(9))}${first}`,
    ...rest.map((line) => `${' '.repeat(9)}${line}`),
  ];
  if (diagnosis.status !== 'ok') {
    const [start = '', ...more] = wrapText(toPlainText(diagnosis.remedy), width - 17);
    lines.push(`         remedy: ${start}`, ...more.map((line) => `${' '.repeat(17)}${line}`));
  }
  return `${lines.join('\n')}\n`;
}
