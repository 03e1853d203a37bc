import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createImageSearchClient, createTokenProvider } from '../../../src/client/client.ts';
import { readCatalogue } from './catalogue.ts';
import { openProgress } from './progress.ts';
import { type RetagReport, retag } from './retag.ts';

/** What cron passes on: 0 all done, 1 some images failed, 2 the job was stopped or could not begin. */
async function main(): Promise<0 | 1 | 2> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { instance: { type: 'string' }, progress: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined || values.instance === undefined) {
    process.stderr.write('usage: main.ts CATALOGUE --instance NAME [--progress FILE]\n');
    return 2;
  }
  const images = readCatalogue(readFileSync(file, 'utf8'));
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort()).once('SIGTERM', () => abort.abort());
  const report = await retag(images, {
    client: createClient(),
    instanceName: values.instance,
    progress: openProgress(values.progress ?? `${file}.done`, values.instance),
    signal: abort.signal,
  });
  process.stdout.write(render(report));
  if (report.stopped !== undefined || report.left > 0) return 2;
  return report.failed.length > 0 ? 1 : 0;
}

function createClient() {
  const endpoint = readVariable('IMAGESEARCH_ENDPOINT');
  const projectId = readVariable('IMAGESEARCH_PROJECT_ID');
  const tokenProvider = createTokenProvider({
    endpoint: readVariable('IAM_ENDPOINT'),
    domainName: readVariable('IAM_DOMAIN'),
    userName: readVariable('IAM_USER'),
    password: readVariable('IAM_PASSWORD'),
    project: { id: projectId },
  });
  return createImageSearchClient({ endpoint, projectId, credentials: { tokenProvider } });
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the variable ${name} is not set`);
  return value;
}

function render({ done, skipped, failed, stopped, left }: RetagReport): string {
  const failures = failed.map(({ path, message }) => `failed   ${path}: ${message}\n`).join('');
  const stop = stopped === undefined ? '' : `stopped  ${stopped.path}: ${stopped.message}\n`;
  return `${failures}${stop}${done} done, ${failed.length} failed, ${skipped} skipped, ${left} left\n`;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
