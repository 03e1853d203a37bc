import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';

/** A command that does not end when it is asked to. */
const stubborn = `
  import { openIo } from '${new URL('../../../src/cli/open-io.ts', import.meta.url)}';
  const io = openIo();
  io.signal.addEventListener('abort', () => io.stdout('asked to end\\n'));
  setInterval(() => {}, 1000);
  io.stdout('ready\\n');
`;

it('asks the command to end at the first Ctrl-C, and ends the process at the second', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', stubborn]);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    // Each line is followed by one Ctrl-C.
    if (part.includes('\n')) child.kill('SIGINT');
  });
  const ended = await new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  expect({ text, ended }).toEqual({
    text: 'ready\nasked to end\n',
    ended: { code: null, signal: 'SIGINT' },
  });
});
