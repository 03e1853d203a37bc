import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KitError } from '../../../src/errors.ts';
import { connectBroker } from '../../../src/pact/broker/broker.ts';
import { canIDeploy } from '../../../src/pact/broker/can-i-deploy.ts';
import type { DeployAnswer, DeployQuestion } from '../../../src/pact/deploy-answer.ts';
import { openOfflineStore } from '../../../src/pact/offline/offline-store.ts';
import { listQuestions, type Step } from '../../unit/pact/offline/history.ts';
import { playOffline } from '../../unit/pact/offline/play-offline.ts';
import { playBroker } from './play-broker.ts';

export type Difference = {
  readonly about: Step | DeployQuestion;
  readonly broker: unknown;
  readonly offline: unknown;
};

/**
 * Plays a history into a broker and into a folder, and asks both the same: `asked`, each version and each target, and of everything
 * else that can be asked one of `stride`.
 */
export async function compare(
  url: string,
  steps: readonly Step[],
  { asked = [], stride = 1 }: { asked?: readonly DeployQuestion[]; stride?: number } = {},
): Promise<{
  readonly answers: readonly (DeployAnswer | 'refused')[];
  readonly differences: readonly Difference[];
}> {
  const folder = mkdtempSync(join(tmpdir(), 'offline-'));
  const store = openOfflineStore(folder, { now: () => new Date() });
  const broker = await connectBroker({ url });
  const differences: Difference[] = [];
  const answers: (DeployAnswer | 'refused')[] = [];
  const note = (about: Difference['about'], expected: unknown, received: unknown) => {
    if (JSON.stringify(expected) !== JSON.stringify(received)) {
      differences.push({ about, broker: expected, offline: received });
    }
  };
  try {
    const done: Step[] = [];
    for (const step of steps) {
      const fate = await playBroker(url, step);
      note(step, fate, await playOffline(store, step));
      if (fate === 'done') done.push(step);
    }
    const others = listQuestions(done).filter((question, index) => isPlain(question) || index % stride === 0);
    for (const question of [...asked, ...others]) {
      const answer = await orRefused(canIDeploy(broker, question));
      answers.push(answer);
      note(question, answer, await orRefused(store.canIDeploy(question)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { answers, differences };
}

function isPlain({ selectors, to, ignore }: DeployQuestion): boolean {
  return selectors.length === 1 && selectors[0]?.version !== undefined && to !== undefined && !ignore;
}

async function orRefused(answer: Promise<DeployAnswer>): Promise<DeployAnswer | 'refused'> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof KitError && error.code === 'broker-refused') return 'refused';
    throw error;
  }
}
