import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratedFile } from '../../codegen/freshness.ts';
import { KitError } from '../../errors.ts';
import { bundledSpec } from '../../spec/bundled.ts';
import { loadSpec } from '../../spec/load.ts';
import { addExamples, type CommandDefinition, type ExitCode } from '../command.ts';
import type { Io } from '../io.ts';
import { addSharedOptions, readSharedOptions } from '../shared-options.ts';

/** The same from `src/cli/commands` and from `dist/cli/commands`. */
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url));

const bundled = ['imagesearch', 'iam'].map((name) => ({
  spec: join(packageRoot, 'openapi', `${name}.yaml`),
  out: join(packageRoot, 'src', 'generated', `${name}.ts`),
}));

/** A document and the file that its types go to; without a file they go to stdout. */
type Job = { readonly spec: string; readonly out?: string };

export const typesCommand: CommandDefinition = {
  name: 'types',
  summary: 'write the TypeScript types of the document, or check them',
  configure(command) {
    addSharedOptions(command)
      .option('--out <FILE>', 'where to write (default: src/generated in this repository, else stdout)')
      .option('--check', 'write nothing; exit 1 and name every file that is stale');
    addExamples(command, [
      'contract-kit types --spec openapi.yaml --out src/api.ts',
      'contract-kit types --spec openapi.yaml --out src/api.ts --check',
      'contract-kit types --out src/imagesearch.ts',
    ]);
  },
  async run(_args, options, io) {
    const shared = readSharedOptions(options, io);
    const out = options.out === undefined ? undefined : String(options.out);
    const jobs = planJobs(shared.spec, out, io);
    if (options.check === true) return await checkJobs(jobs, { spec: shared.spec, quiet: shared.quiet }, io);
    for (const job of jobs) await writeTypes(job, shared.quiet, io);
    return 0;
  },
};

function planJobs(spec: string | undefined, out: string | undefined, io: Io): readonly Job[] {
  if (out !== undefined) return [{ spec: spec ?? bundledSpec, out: resolve(io.cwd, out) }];
  if (spec !== undefined) return [{ spec }];
  if (existsSync(join(packageRoot, 'src'))) return bundled;
  throw new KitError('usage-invalid', 'an installed package has no src/generated to write to', {
    hint: 'contract-kit types --out FILE writes the types of the bundled document to a file of yours',
  });
}

async function writeTypes(job: Job, quiet: boolean, io: Io): Promise<void> {
  const text = await toTypes(job.spec, io);
  if (job.out === undefined) {
    io.stdout(text);
    return;
  }
  const name = toName(job.out, io);
  try {
    await mkdir(dirname(job.out), { recursive: true });
    await writeFile(job.out, text);
  } catch (cause) {
    throw new KitError('usage-invalid', `cannot write ${name}: ${toReason(cause)}`, { cause });
  }
  if (!quiet) io.stdout(`wrote ${name}\n`);
}

async function checkJobs(
  jobs: readonly Job[],
  { spec, quiet }: { spec: string | undefined; quiet: boolean },
  io: Io,
): Promise<ExitCode> {
  const files: GeneratedFile[] = [];
  for (const job of jobs) {
    if (job.out === undefined) {
      throw new KitError('usage-invalid', '--check with --spec needs the file to check', {
        hint: 'contract-kit types --spec FILE --out FILE --check',
      });
    }
    files.push({ file: job.out, text: await toTypes(job.spec, io) });
  }
  const results = await compare(files, io);
  for (const { file, fresh } of results) {
    const name = toName(file, io);
    if (!fresh)
      io.stdout(
        `${name} is stale; mend it with: ${toCommandLine(spec, jobs.length > 1 ? undefined : name)}\n`,
      );
    else if (!quiet) io.stdout(`${name} is fresh\n`);
  }
  return results.every(({ fresh }) => fresh) ? 0 : 1;
}

async function compare(files: readonly GeneratedFile[], io: Io): Promise<{ file: string; fresh: boolean }[]> {
  const { checkFreshness } = await import('../../codegen/freshness.ts');
  try {
    return await checkFreshness(files);
  } catch (cause) {
    const names = files.map(({ file }) => toName(file, io)).join(', ');
    throw new KitError('input-unreadable', `cannot read ${names}: ${toReason(cause)}`, { cause });
  }
}

/** The document is loaded first, since that gives one clear sentence for whatever is wrong with it. */
async function toTypes(spec: string, io: Io): Promise<string> {
  const document = await loadSpec(spec, { cwd: io.cwd });
  const { generateTypes } = await import('../../codegen/types.ts');
  return await generateTypes(document);
}

function toCommandLine(spec: string | undefined, out: string | undefined): string {
  const quote = (text: string) => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const specOption = spec === undefined ? '' : ` --spec ${quote(spec)}`;
  return `contract-kit types${specOption}${out === undefined ? '' : ` --out ${quote(out)}`}`;
}

function toName(file: string, io: Io): string {
  return relative(io.cwd, file) || file;
}

function toReason(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
