import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('./', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/pact-broker/', import.meta.url));
const execute = promisify(execFile);

/** Where the broker's gems are, or why there are none. */
export type Installation =
  | { readonly path: string; readonly missing?: never }
  | { readonly path?: never; readonly missing: string };

/**
 * The broker of the `Gemfile`, installed by Bundler below `node_modules/.cache` where it is not yet.
 *
 * @throws Error in CI, where Ruby and Bundler are there and the install fails all the same
 */
export async function installBroker(): Promise<Installation> {
  const versions = await readVersions();
  if (versions === undefined) return { missing: 'Ruby with Bundler is not installed' };
  const lock = readFileSync(join(here, 'Gemfile.lock'));
  const digest = createHash('sha256').update(lock).update(versions).digest('hex').slice(0, 16);
  const path = join(cache, digest);
  if (existsSync(path)) return { path };
  try {
    await install(path);
    return { path };
  } catch (error) {
    if (process.env.CI) throw error;
    return { missing: `Bundler cannot install the gems: ${firstLineOf(error)}` };
  }
}

/** The environment in which Bundler uses these gems and no others. */
export function toBundlerEnv(path: string): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PACT_BROKER|BROKER)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    BUNDLE_GEMFILE: join(here, 'Gemfile'),
    BUNDLE_PATH: path,
    BUNDLE_FROZEN: 'true',
    // Bundler's own notes of the project go there and not beside the Gemfile.
    BUNDLE_APP_CONFIG: path,
    RUBYOPT: '-W0',
  };
}

async function readVersions(): Promise<string | undefined> {
  try {
    const ruby = await execute('ruby', ['-e', 'print RUBY_VERSION, RUBY_PLATFORM']);
    await execute('bundle', ['--version']);
    return ruby.stdout;
  } catch {
    return undefined;
  }
}

/** Aside first: whoever comes meanwhile finds all or nothing. */
async function install(path: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    await execute('bundle', ['install', '--jobs', '4', '--retry', '3'], {
      env: toBundlerEnv(aside),
      maxBuffer: 2 ** 26,
    });
    if (!existsSync(path)) renameSync(aside, path);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What Bundler says went wrong, without the command line that Node puts before it. */
function firstLineOf(error: unknown): string {
  const { stderr = '', stdout = '' } = error as { readonly stderr?: string; readonly stdout?: string };
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '') ?? String(error).split('\n', 1)[0] ?? '';
}
