import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { junitFailures } from './junit-failures.ts';
import type { Peer } from './peer.ts';
import { runChild } from './run-child.ts';

const program = fileURLToPath(new URL('../../peers/node_modules/dredd/bin/dredd', import.meta.url));

/** Dredd with its defaults: one request an operation, status and media type. */
export const dredd: Peer = {
  name: 'Dredd 14.1.0',
  async run({ document, url, folder }) {
    const args = [program, document, url, '--reporter=xunit', '--output=report.xml', '--loglevel=error'];
    const { seconds, text } = await runChild(process.execPath, args, { cwd: folder, timeout: 120_000 });
    const xml = await readFile(join(folder, 'report.xml'), 'utf8').catch(() => '');
    if (xml === '') throw new Error(`Dredd wrote no report: ${text.slice(-300)}`);
    return { failures: junitFailures(xml), seconds };
  },
};
