import { describe, expect, it } from 'vitest';
import { brokerMissing, startBroker } from './start-broker.ts';

const ask = async (url: string, authorization?: string) => {
  const answer = await fetch(url, {
    headers: { accept: 'application/hal+json', ...(authorization && { authorization }) },
  });
  await answer.arrayBuffer();
  return answer.status;
};

describe.skipIf(brokerMissing)(brokerMissing ?? 'the Pact Broker of the tests', () => {
  it('answers with an empty database until it is closed', async () => {
    const broker = await startBroker();
    const answer = await fetch(`${broker.url}/pacticipants`, { headers: { accept: 'application/hal+json' } });
    expect(await answer.json()).toMatchObject({ _embedded: { pacticipants: [] } });
    expect(answer.headers.get('x-pact-broker-version')).toBe('2.120.0');
    await broker.close();
    await expect(fetch(broker.url)).rejects.toThrow('fetch failed');
  });

  it('refuses who lacks the token', async () => {
    const broker = await startBroker({ token: 'sesame' });
    expect(await ask(broker.url)).toBe(401);
    expect(await ask(broker.url, 'Bearer other')).toBe(401);
    expect(await ask(broker.url, 'Bearer sesame')).toBe(200);
    await broker.close();
  });

  it('refuses who lacks user name and password', async () => {
    const broker = await startBroker({ basicAuth: { username: 'team', password: 'sesame' } });
    expect(await ask(broker.url)).toBe(401);
    expect(await ask(broker.url, `Basic ${btoa('team:other')}`)).toBe(401);
    expect(await ask(broker.url, `Basic ${btoa('team:sesame')}`)).toBe(200);
    await broker.close();
  });
});
