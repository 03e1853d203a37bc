import { main } from '../../src/cli/main.ts';
import type { Report } from '../../src/report/report.ts';
import { type Fixture, toArguments } from '../../test/mutants/fixture.ts';
import type { Front } from '../../test/mutants/serve.ts';
import { testIo } from '../../test/unit/cli/test-io.ts';

/** A provider to be tested, and for a broken one the rules that name its fault: `error response-body-schema`. */
export type Subject = {
  readonly group: 'broken' | 'correct';
  readonly kind: string;
  readonly name: string;
  readonly front: Front | undefined;
  readonly expected?: readonly string[];
  /** It comes and goes, so that it can look like other faults too. */
  readonly unstable?: boolean;
};

/** What the command said of a provider. */
export type Detection = {
  readonly fixture: string;
  readonly group: Subject['group'];
  readonly kind: string;
  readonly name: string;
  /**
   * `found`: exit code 1 and an error by a rule that names the fault. `named`: by such a rule, but as a warning, which
   * is all that the document allows. `misnamed`: exit code 1 by other rules alone. `missed`: nothing of it.
   * `clean` and `accused` are for correct providers.
   */
  readonly outcome: 'found' | 'named' | 'misnamed' | 'missed' | 'clean' | 'accused';
  readonly exitCode: number;
  readonly requests: number;
  /** From each request's arrival to the end of its answer, added up. */
  readonly providerSeconds: number;
  readonly seconds: number;
  /** Every rule reported, with its gravest severity. */
  readonly reported: readonly string[];
  /** What was reported is what the table of the mutants says, nothing more and nothing less. */
  readonly asExpected: boolean;
};

/** Tests one provider with the command, inside this process. */
export async function detect(fixture: Fixture, subject: Subject): Promise<Detection> {
  const watch = { milliseconds: 0, requests: 0 };
  const served = await fixture.serve(timed(subject.front ?? { answer: (real) => real }, watch));
  const io = testIo();
  const start = performance.now();
  try {
    const exitCode = await main(['test', ...toArguments(fixture, served), '--report', 'json'], io);
    const reported = reportedRules(JSON.parse(io.out()) as Report);
    const { group, kind, name } = subject;
    return {
      ...{ fixture: fixture.name, group, kind, name },
      outcome: outcomeOf(subject, exitCode, reported),
      exitCode,
      requests: watch.requests,
      providerSeconds: Math.round(watch.milliseconds) / 1000,
      seconds: Math.round(performance.now() - start) / 1000,
      reported,
      asExpected: isExpected(subject, reported),
    };
  } finally {
    await served.close();
  }
}

function outcomeOf(
  { group, expected = [] }: Subject,
  exitCode: number,
  reported: readonly string[],
): Detection['outcome'] {
  if (group === 'correct') return reported.some((one) => one.startsWith('error ')) ? 'accused' : 'clean';
  const rulesOf = (list: readonly string[]): string[] => list.map((one) => one.split(' ')[1] ?? '');
  const names = rulesOf(expected);
  const isNamed = (one: string): boolean => names.includes(rulesOf([one])[0] ?? '');
  if (exitCode !== 1) return reported.some(isNamed) ? 'named' : 'missed';
  return reported.some((one) => one.startsWith('error ') && isNamed(one)) ? 'found' : 'misnamed';
}

function isExpected({ group, expected = [], unstable }: Subject, reported: readonly string[]): boolean {
  if (group === 'correct') return reported.every((one) => one.startsWith('warning '));
  return (
    expected.every((one) => reported.includes(one)) &&
    (unstable === true || reported.length === expected.length)
  );
}

function reportedRules({ findings }: Report): string[] {
  const rules = Map.groupBy(findings, ({ rule }) => rule);
  const gravest = [...rules].map(([rule, found]) => {
    const isError = found.some(({ severity }) => severity === 'error');
    return `${isError ? 'error' : 'warning'} ${rule}`;
  });
  return gravest.sort();
}

/** The same front, with what it takes. */
function timed(front: Front, watch: { milliseconds: number; requests: number }): Front {
  const begin = (): (() => void) => {
    const start = performance.now();
    watch.requests += 1;
    return () => {
      watch.milliseconds += performance.now() - start;
    };
  };
  if ('respond' in front)
    return {
      respond: (exchange) => {
        exchange.outgoing.once('close', begin());
        return front.respond(exchange);
      },
    };
  return {
    answer: (real) => {
      const answer = front.answer(real);
      return async (request) => {
        const end = begin();
        try {
          return await answer(request);
        } finally {
          end();
        }
      };
    },
  };
}
