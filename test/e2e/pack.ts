import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Builds the package beside the tree of the repository and packs it as npm publishes it. Gives the path of the tarball. */
export function packPackage(folder: string): string {
  const built = join(folder, 'built');
  mkdirSync(built);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'docs', 'openapi', 'src']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(built, name), { recursive: true });
  }
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  run(
    process.execPath,
    [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(built, 'dist')],
    root,
  );
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], built);
  return join(folder, `${manifest.name}-${manifest.version}.tgz`);
}

/** What a command prints; throws where it fails. */
export function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
