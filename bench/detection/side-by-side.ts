import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Fixture, FixtureTable } from '../../test/mutants/fixture.ts';
import { fixtures } from '../../test/mutants/fixtures.ts';
import type { Front } from '../../test/mutants/serve.ts';
import { openDoor } from './peers/credentialed.ts';
import { dredd } from './peers/dredd.ts';
import { runKit } from './peers/kit.ts';
import type { PeerRun } from './peers/peer.ts';
import { prismProxy } from './peers/prism-proxy.ts';
import { respect } from './peers/respect.ts';
import { specmatic } from './peers/specmatic.ts';

/**
 * The same broken and correct providers before several tools. A mutant counts as found by a tool when it calls
 * something failed that it does not call failed of the correct provider: that way a tool which accuses the correct one
 * can still find. `node bench/detection/side-by-side.ts --every 5`
 */
const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    tools: { type: 'string', default: 'kit,specmatic,dredd,prism,respect' },
    out: { type: 'string', default: fileURLToPath(new URL('side-by-side.json', import.meta.url)) },
  },
});

type Tool = (fixture: Fixture, front?: Front) => Promise<PeerRun & { readonly requests: number }>;

const peers = { specmatic, dredd, prism: prismProxy, respect };

const tools: Readonly<Record<string, Tool>> = {
  kit: async (fixture, front) => {
    const served = await fixture.serve(front);
    try {
      return await runKit(fixture, served);
    } finally {
      await served.close();
    }
  },
  ...Object.fromEntries(
    Object.entries(peers).map(([name, peer]): [string, Tool] => [
      name,
      async (fixture, front) => {
        const served = await fixture.serve(front);
        const door = await openDoor(new URL(served.url), served.headers);
        const folder = await mkdtemp(join(tmpdir(), 'side-by-side-'));
        try {
          const run = await peer.run({ document: resolve(fixture.document), url: door.url, folder });
          return { ...run, requests: door.requests };
        } finally {
          await door.close();
          await served.close();
          await rm(folder, { recursive: true });
        }
      },
    ]),
  ),
};

/** One tool before one document. */
type Row = {
  readonly tool: string;
  readonly fixture: string;
  readonly mutants: number;
  found: number;
  readonly missed: string[];
  /** Failures on the correct provider itself. */
  accusations: number;
  readonly variants: number;
  readonly accused: string[];
  readonly requests: number[];
  readonly seconds: number[];
  /** Why the tool cannot test this document at all. */
  note?: string;
};

const every = Number(values.every);
const rows: Row[] = [];
for (const table of fixtures)
  for (const name of values.tools.split(',')) {
    const tool = tools[name];
    if (!tool) throw new Error(`there is no tool ${name}`);
    rows.push(await compare(name, tool, table));
    await writeFile(values.out, `${JSON.stringify(rows, null, 2)}\n`);
  }
process.stdout.write(render(rows));

async function compare(name: string, tool: Tool, table: FixtureTable): Promise<Row> {
  const mutants = pick(table.mutants);
  const variants = pick(table.variants);
  const row: Row = {
    tool: name,
    fixture: table.fixture.name,
    mutants: mutants.length,
    found: 0,
    missed: [],
    accusations: 0,
    variants: variants.length,
    accused: [],
    requests: [],
    seconds: [],
  };
  const known = new Set<string>();
  // Twice, because a tool with chance in it may fail differently.
  for (const _ of [1, 2])
    try {
      const { failures } = await tool(table.fixture);
      row.accusations = failures.length;
      for (const failure of failures) known.add(failure);
    } catch (error) {
      row.note = error instanceof Error ? error.message : String(error);
      row.missed.push(...mutants.map(([, title]) => title));
      return row;
    }
  for (const [front, title] of mutants) {
    const run = await tool(table.fixture, front);
    if (run.failures.some((failure) => !known.has(failure))) row.found += 1;
    else row.missed.push(title);
    row.requests.push(run.requests);
    row.seconds.push(run.seconds);
  }
  for (const [front, title] of variants)
    if ((await tool(table.fixture, front)).failures.some((failure) => !known.has(failure)))
      row.accused.push(title);
  process.stderr.write(
    `${name} ${row.fixture}: ${row.found} of ${row.mutants}, ${row.accused.length} accused\n`,
  );
  return row;
}

function pick(kinds: Readonly<Record<string, readonly (Front & { name: string })[]>>): [Front, string][] {
  const all = Object.entries(kinds).flatMap(([kind, list]) =>
    list.map((one): [Front, string] => [one, `${kind}: ${one.name}`]),
  );
  return all.filter((_, index) => index % every === 0);
}

function render(all: readonly Row[]): string {
  const lines = [
    '| tool | document | mutants | found | failures of the correct provider | variants accused | requests (median) | seconds (median) |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...all.map((row) =>
      [
        '',
        row.tool,
        row.fixture,
        row.mutants,
        row.note === undefined ? row.found : 'cannot test it',
        row.accusations,
        `${row.accused.length} of ${row.variants}`,
        median(row.requests),
        median(row.seconds).toFixed(1),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
