// Installs what is missing before `npm start` and `npm test`, and does nothing when all is in place. It runs on the Node
// that happens to be installed, also an old one (20 and later): the install itself must run on the Node of this project,
// since npm leaves out optional native packages that refuse the Node it runs on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const manifest = readJson('package.json');
const node = manifest.devDependencies.node;

if (!isInstalled()) {
  console.error(`installing the dependencies with Node ${node}, once`);
  const install = ['npm', 'ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  const fits = Number(process.versions.node.split('.')[0]) >= Number(node.split('.')[0]);
  const [command, ...args] = fits ? install : ['npx', '-y', '-p', `node@${node}`, ...install];
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // stdout belongs to the command that comes next.
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
    shell: process.platform === 'win32',
  });
  if (status !== 0 || !isInstalled()) {
    console.error(`error: the install failed${error ? `: ${error.message}` : ''}`);
    console.error('hint: npm needs its registry for this one step; the same by hand:');
    console.error(`  npx -y -p node@${node} npm ci`);
    process.exitCode = 1;
  }
}

/** Every package of the lockfile is there in its version, and Node itself with its binary. */
function isInstalled() {
  if (!existsSync(`${root}/node_modules/node/bin/node`)) return false;
  if (!existsSync(`${root}/node_modules/.package-lock.json`)) return false;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  const found = readJson('node_modules/.package-lock.json').packages;
  return wanted.every(
    ([path, entry]) => path === '' || entry.optional || found[path]?.version === entry.version,
  );
}

function readJson(name) {
  return JSON.parse(readFileSync(`${root}/${name}`, 'utf8'));
}
