import { fileURLToPath } from 'node:url';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Json } from '../../../src/finding.ts';
import { startMock } from '../../../src/mock/mock.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { check } from '../../../src/validate/check.ts';
import type { Case, Suite } from './differential-cases.ts';
import { startPrismCli } from './prism-cli.ts';
import { type Received, readBody, sendRequest } from './send-request.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What is compared of an answer. */
export type Seen =
  | { readonly status: number; readonly mediaType: string; readonly body: Json }
  | 'reset'
  | 'silence';

export type Pair = {
  readonly name: string;
  readonly prism: Seen;
  readonly ours: Seen;
  /** What our answer breaks of the document; problems are Prism's and have no document. */
  readonly faults: readonly string[];
};

/** Long enough for a busy machine; only a hang takes longer. */
const patience = 20_000;

/** Sends every request of a suite to Prism and to ours. */
export async function compareSuite({ document, cases }: Suite): Promise<readonly Pair[]> {
  const spec = await loadSpec(document, { cwd: root });
  const contract = compileContract(spec, { servers: ['/'] });
  const [prism, mock] = await Promise.all([
    startPrismCli(`${root}${document}`),
    startMock({ contract, seed: 'differential' }),
  ]);
  try {
    const pairs: Pair[] = [];
    for (const each of cases) {
      const ours = await sendRequest(mock.url, each, patience);
      const theirs = await sendRequest(prism.url, each, each.patience ?? patience);
      if (theirs.kind !== 'answer') await prism.restart();
      pairs.push({
        name: each.name,
        prism: toSeen(theirs, each),
        ours: toSeen(ours, each),
        faults: listFaults(each, ours),
      });
    }
    return pairs;
  } finally {
    await Promise.all([prism.close(), mock.close()]);
  }

  function listFaults({ method, path, headers = {} }: Case, received: Received): readonly string[] {
    if (received.kind !== 'answer') return [received.kind];
    if (String(received.headers['content-type']).startsWith('application/problem+json')) return [];
    const { status, headers: answered, body } = received;
    const url = path.replace(/([?&])__\w+=[^&]*/g, '$1');
    const { findings } = check(
      contract,
      {
        stance: 'observed',
        request: { method, url, headers },
        response: { status, headers: answered, ...(body !== '' && { body: { kind: 'text', text: body } }) },
        origin: { source: 'mock' },
      },
      { sides: ['response'] },
    );
    return findings.map(({ rule, message }) => `${rule}: ${message}`);
  }
}

function toSeen(received: Received, { isRandom }: Case): Seen {
  if (received.kind !== 'answer') return received.kind;
  const { status, headers, body } = received;
  const mediaType = String(headers['content-type'] ?? '');
  return { status, mediaType, body: isRandom && status < 300 ? '(random)' : withoutWords(readBody(body)) };
}

/** The words of a validation message are those of the validator; what is compared is the place and the keyword. */
function withoutWords(body: Json): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  const { validation, ...rest } = body as { readonly [key: string]: Json };
  if (!Array.isArray(validation)) return body;
  const places = (validation as { location?: string[]; code: Json }[]).map(
    ({ location = [], code }) => `${location.join('/')} ${String(code)}`,
  );
  return { ...rest, validation: [...new Set(places)].sort() };
}
