import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { junitFailures } from './junit-failures.ts';
import type { Peer } from './peer.ts';
import { runChild } from './run-child.ts';

const jar = fileURLToPath(new URL('../../peers/node_modules/specmatic/specmatic.jar', import.meta.url));

/** Specmatic's contract test with its defaults; lenient, or it refuses documents with `4XX`. */
export const specmatic: Peer = {
  name: 'Specmatic 2.55.1',
  async run({ document, url, folder }) {
    const file = basename(document);
    await copyFile(document, join(folder, file));
    const args = ['-jar', jar, 'test', '--lenient', `--testBaseURL=${url}`, '--junitReportDir=junit', file];
    const { seconds, text } = await runChild('java', args, { cwd: folder, timeout: 180_000 });
    const reports = await readdir(join(folder, 'junit')).catch(() => []);
    if (reports.length === 0) throw new Error(`Specmatic wrote no report: ${text.slice(-300)}`);
    const texts = await Promise.all(reports.map((name) => readFile(join(folder, 'junit', name), 'utf8')));
    return { failures: texts.flatMap(junitFailures).sort(), seconds };
  },
};
