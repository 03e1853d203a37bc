#!/usr/bin/env node
// Also an old Node reads this file: nothing but what it knows may be imported before the version is checked.
import module from 'node:module';

const oldest = 24;

if (Number(process.versions.node.split('.', 1)[0]) < oldest) {
  process.stderr.write(
    `error: contract-kit needs Node ${oldest} or newer, this is Node ${process.versions.node}\n` +
      `hint: run it with npx -y -p node@${oldest} -p imagesearch-contract-kit contract-kit\n`,
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  const [{ main }, { openIo }] = await Promise.all([import('./main.ts'), import('./open-io.ts')]);
  process.exitCode = await main(process.argv.slice(2), openIo());
}
