import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommands, toArguments } from '../e2e/doc-commands.ts';
import { runCli } from '../e2e/run-cli.ts';
import { startProvider } from '../integration/provider/requests.ts';
import { type Broker, brokerMissing, startBroker } from './start-broker.ts';
import { contracts } from './write-pacts.ts';

const commands = readCommands(new URL('../../docs/broker.md', import.meta.url));
const basicAuth = { username: 'ci', password: 'sesame-3' };

describe.skipIf(brokerMissing)(
  brokerMissing ?? 'the first contract of docs/broker.md, with a password',
  () => {
    const cwd = mkdtempSync(join(tmpdir(), 'broker-document-'));
    let broker: Broker;
    let service: Awaited<ReturnType<typeof startProvider>>;
    beforeAll(async () => {
      cpSync(contracts, join(cwd, 'contracts'), { recursive: true });
      broker = await startBroker({ basicAuth });
      service = await startProvider();
    }, 60_000);
    afterAll(async () => {
      await broker.close();
      await service.stop();
      rmSync(cwd, { recursive: true });
    });

    it('is seven commands', () => {
      expect(commands.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
        'pact create-environment',
        'pact publish',
        'pact verify',
        'pact can-i-deploy',
        'pact record-deployment',
        'pact can-i-deploy',
        'pact record-deployment',
      ]);
    });

    it.each(commands)(
      '%s',
      async (line) => {
        const ended = await runCli(toArguments(line, { TARGET: service.url }), {
          cwd,
          env: {
            PACT_BROKER_BASE_URL: broker.url,
            PACT_BROKER_USERNAME: basicAuth.username,
            PACT_BROKER_PASSWORD: basicAuth.password,
            CONTRACT_KIT_USER_TOKEN: service.provider.issueToken(),
          },
        });
        expect({ ...ended, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
      },
      60_000,
    );
  },
);
