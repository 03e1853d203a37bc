import { afterEach, describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/exchange/listen.ts';
import type { Finding } from '../../../src/finding.ts';
import { listen } from '../../../src/provider/listen.ts';
import { runTestCommand } from './run-command.ts';

const running: Listening[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

type Note = Readonly<Record<string, unknown>>;
type Limits = {
  readonly title?: (title: string) => boolean;
  readonly stars?: (stars: number) => boolean;
  readonly note?: (note: Note) => boolean;
  readonly type?: (type: string) => boolean;
  readonly refusal?: number;
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** A server for `limits.yaml` that keeps to the document, but for what it is told to do in another way. */
function answer(limits: Limits): (request: Request) => Promise<Response> {
  const titleFits = limits.title ?? ((title) => [...title].length >= 2 && [...title].length <= 20);
  const starsFit = limits.stars ?? ((stars) => Number.isInteger(stars) && stars >= 1 && stars <= 5);
  return async (request) => {
    const status = limits.refusal ?? 400;
    const type = (request.headers.get('content-type') ?? '').toLowerCase();
    const text = await request.text();
    if (limits.type?.(type) === false) return new Response(null, { status: 415 });
    const note: unknown = /^application\/x-www-form-urlencoded\b/.test(type)
      ? { title: new URLSearchParams(text).get('title') }
      : /^application\/json\b/.test(type)
        ? parse(text)
        : undefined;
    if (note === null || typeof note !== 'object' || Array.isArray(note))
      return new Response(null, { status });
    const { title, stars = 1, mood = 'good', first = true, second = true } = note as Note;
    const isForm = !type.includes('json');
    const right =
      isText(title) &&
      (isForm || titleFits(title)) &&
      typeof stars === 'number' &&
      starsFit(stars) &&
      ['good', 'bad'].includes(mood as string) &&
      typeof first === 'boolean' &&
      typeof second === 'boolean' &&
      limits.note?.(note as Note) !== false;
    return new Response(null, { status: right ? 201 : status });
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function findingsOf(limits: Limits): Promise<{ exitCode: number; findings: readonly Finding[] }> {
  const server = await listen(answer(limits));
  running.push(server);
  const spec = [
    '--spec',
    'test/integration/conformance/limits.yaml',
    '--phases',
    'examples,boundary,negative',
  ];
  const { exitCode, report } = await runTestCommand([...spec, '--target', server.url]);
  return { exitCode, findings: report.findings };
}

const brief = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

const undocumented = 'warning response-status-unknown: response status: received 4';

describe('limits that are other than documented', () => {
  it('accuses a provider that keeps them of nothing, and warns once that refusals are not documented', async () => {
    const run = await findingsOf({});
    expect(run.exitCode).toBe(0);
    expect(run.findings.map(({ severity, rule, hint }) => [severity, rule, hint])).toEqual([
      [
        'warning',
        'response-status-unknown',
        'document how such requests are refused, such as 400, 4XX or default',
      ],
    ]);
  });

  it.each<[name: string, limits: Limits, findings: string[]]>([
    [
      'a maximum that is excluded',
      { stars: (stars) => Number.isInteger(stars) && stars >= 1 && stars < 5 },
      [
        'error request-valid-refused: /body/stars maximum: 5: received status 400, documented is that it is valid, as /body/stars maximum: 4 is, which was accepted',
      ],
    ],
    [
      'one character less than allowed',
      { title: (title) => [...title].length >= 2 && [...title].length < 20 },
      [
        'error request-valid-refused: /body/title maxLength: 20 characters: received status 400, documented is that it is valid, as /body/title maxLength: 19 characters is, which was accepted',
      ],
    ],
    [
      'code units in place of characters',
      { title: (title) => title.length >= 2 && title.length <= 20 },
      [
        'error request-valid-refused: /body/title maxLength: 20 characters of two code units: received status 400, documented is that it is valid, as /body/title maxLength: 20 characters is, which was accepted',
        'error request-invalid-accepted: /body/title minLength: 1 characters of two code units: received status 201, documented is a refusal',
      ],
    ],
    [
      'a documented media type that is unsupported',
      { type: (type) => !type.includes('form') },
      [
        'error request-valid-refused: Content-Type application/x-www-form-urlencoded: received status 415, documented is that it is supported',
      ],
    ],
    [
      'a rule between fields, which no schema has: a warning',
      { note: ({ first }) => first !== undefined },
      [
        'warning request-valid-refused: /body/first properties: first missing: received status 400, documented is that it is valid, by the schema',
      ],
    ],
  ])('finds %s', async (_name, limits, expected) => {
    const found = brief(await findingsOf(limits));
    for (const line of expected) expect(found).toContainEqual(line);
    expect(found.filter((line) => line.startsWith('error')).length).toBe(
      expected.filter((line) => line.startsWith('error')).length,
    );
    expect(found.some((line) => line.startsWith(undocumented))).toBe(true);
  });

  it('shows what was changed in a request that was accepted although it is invalid', async () => {
    const { findings } = await findingsOf({ stars: () => true });
    expect(findings.map(({ proof }) => proof)).toContainEqual({
      keyword: 'minimum',
      pointer: '/body/stars',
      before: 3,
      after: 0,
    });
  });
});
