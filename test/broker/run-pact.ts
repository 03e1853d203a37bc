import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Runs Pact's own command line against a broker: a second client, whose answers ours must agree with. The binary itself,
 * since what starts it leaves it behind when it is killed.
 */
export function runPact(
  args: readonly string[],
  broker: string,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const require = createRequire(import.meta.url);
  const cli = createRequire(require.resolve('@pact-foundation/pact-cli/package.json'));
  const { platform, arch } = process;
  const system = platform === 'win32' ? 'windows' : platform;
  const manifest = cli.resolve(`@pact-foundation/pact-cli-${system}-${arch}/package.json`);
  const binary = join(manifest, '../standalone', platform === 'win32' ? 'pact.exe' : 'pact');
  return new Promise((resolve) => {
    execFile(binary, ['broker', ...args, '--retries', '0', '--broker-base-url', broker], (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout });
    });
  });
}
