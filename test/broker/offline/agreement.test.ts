import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { histories } from '../../unit/pact/offline/histories.ts';
import { type Broker, brokerMissing, startBroker } from '../start-broker.ts';
import { compare } from './agreement.ts';
import { historyArbitrary } from './generate-history.ts';
import { rename } from './rename.ts';

const timeout = 240_000;

describe.skipIf(brokerMissing)(brokerMissing ?? 'a Pact Broker and a folder answer the same after', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  }, 60_000);
  afterAll(() => broker.close());

  it.each(histories.map((history, index) => rename(history, `t${index}`)))(
    '$name',
    async ({ steps, answers }) => {
      const asked = answers.map(([question]) => question);
      const compared = await compare(broker.url, steps, { asked, stride: 5 });
      expect(compared.differences).toEqual([]);
      const given = compared.answers.slice(0, asked.length);
      expect(given.map((answer) => answer !== 'refused' && answer.deployable)).toEqual(
        answers.map(([, answer]) => answer),
      );
    },
    timeout,
  );

  // A short history has few questions, all of them together have many.
  const asked: number[] = [];

  it.each(Array.from({ length: 25 }, (_, index) => index))(
    'generated history %i',
    async (index) => {
      const [steps = []] = fc.sample(historyArbitrary(`g${index}`), { numRuns: 1, seed: index });
      const { answers, differences } = await compare(broker.url, steps, { stride: 6 });
      expect(differences).toEqual([]);
      expect(answers).not.toEqual([]);
      asked.push(answers.length);
    },
    timeout,
  );

  it('the 25 generated histories, with thousands of questions', () => {
    expect(asked).toHaveLength(25);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2500);
  });
});
