import { afterAll, beforeAll, describe, it } from 'vitest';
import { readSteps } from '../e2e/newcomer/read-steps.ts';
import { createScratch, type Scratch } from '../e2e/newcomer/scratch.ts';
import { type Broker, brokerMissing, startBroker } from './start-broker.ts';

describe.skipIf(brokerMissing)(
  brokerMissing ?? 'a newcomer who follows the README from an empty folder to a published contract',
  () => {
    const steps = [...readSteps('## Pact: consumer contracts'), ...readSteps('### Publishing contracts')];
    let broker: Broker;
    let scratch: Scratch;

    beforeAll(async () => {
      broker = await startBroker();
      scratch = await createScratch({ PACT_BROKER_BASE_URL: broker.url });
    }, 300_000);
    afterAll(async () => {
      await scratch?.close();
      await broker?.close();
    }, 60_000);

    it.each(steps.map((step) => [step.title, step] as const))(
      'walks it: %s',
      (_, step) => scratch.walk(step),
      300_000,
    );
  },
);
