import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../../src/exchange/listen.ts';
import type { StateHandlers } from '../../../../src/pact/verify/state-change.ts';
import { imagePath, seedPath, validBody } from '../../provider/requests.ts';
import { summarise, toPact, verifyBehind } from './verify-behind.ts';

const plain = { answer: (real: (request: Request) => Promise<Response>) => real };

function interaction(description: string, states: readonly unknown[], more: object = {}) {
  return {
    type: 'Synchronous/HTTP',
    description,
    ...(states.length > 0 && { providerStates: states }),
    request: {
      method: 'PUT',
      path: imagePath,
      headers: { 'Content-Type': ['application/json'], 'X-Auth-Token': ['<X-Auth-Token>'] },
      body: { content: validBody, contentType: 'application/json', encoded: false },
      ...more,
    },
    response: { status: 200 },
  };
}

const pass = 'pass kept';

/** Verifies with handlers alone. */
const verifyStates = (interactions: readonly object[], states: StateHandlers, more: object = {}) =>
  verifyBehind(plain, {
    pacts: [toPact(interactions)],
    descriptions: [],
    stateUrl: undefined,
    states,
    ...more,
  });

describe('handlers', () => {
  it('get parameters and are called in order, teardown after the call; an interaction without states needs none', async () => {
    const calls: unknown[] = [];
    const verified = await verifyStates(
      [
        interaction('with states', [{ name: 'one', params: { a: [1] } }, { name: 'two' }]),
        interaction('without', []),
      ],
      {
        one: {
          setup: (params) => calls.push(['setup one', params]),
          teardown: () => calls.push('teardown one'),
        },
        two: (params) => {
          calls.push(['two', params]);
        },
      },
    );
    expect(summarise(verified)).toEqual({
      interactions: { 'with states': pass, without: pass },
      findings: [],
      unchecked: [],
    });
    expect(calls).toEqual([['setup one', { a: [1] }], ['two', {}], 'teardown one']);
  });

  it('give values that ProviderState generators put into the request', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the expression of a Pact generator
    const generators = { path: { type: 'ProviderState', expression: '/v1/${project}/test-instance/image' } };
    const verified = await verifyStates(
      [
        interaction('generated', [{ name: 'a project' }], {
          path: '/v1/none/test-instance/image',
          generators,
        }),
      ],
      { 'a project': async () => ({ project: imagePath.split('/')[2] }) },
    );
    expect(summarise(verified)).toEqual({ interactions: { generated: pass }, findings: [], unchecked: [] });
  });

  it('that are missing or fail are errors of their interaction alone, and soon', async () => {
    const verified = await verifyStates(
      [
        interaction('fine', [{ name: 'fine' }]),
        interaction('missing', [{ name: 'unheard of' }]),
        interaction('failing', [{ name: 'failing' }]),
        interaction('hanging', [{ name: 'hanging' }]),
        interaction('teardown fails', [{ name: 'half' }]),
        { ...interaction('pending', [{ name: 'unheard of' }]), pending: true },
      ],
      {
        fine: () => {},
        failing: () => {
          throw new Error('no database');
        },
        hanging: () => new Promise(() => {}),
        half: {
          teardown: () => {
            throw new Error('cannot clean up');
          },
        },
      },
      { timeout: 700 },
    );
    const text = 'pact-state-missing  of';
    expect(summarise(verified)).toEqual({
      interactions: {
        fine: pass,
        missing: 'fail unchecked',
        failing: 'fail unchecked',
        hanging: 'fail unchecked',
        'teardown fails': 'fail kept',
        pending: 'pending unchecked',
      },
      findings: [
        `error ${text} failing`,
        `error ${text} hanging`,
        `error ${text} missing`,
        `error ${text} teardown fails`,
        `warning ${text} pending`,
      ],
      unchecked: [],
    });
    expect(verified.findings.map(({ message }) => message)).toEqual([
      'provider state: the state "unheard of" has no handler, and there is no state URL',
      'provider state: the state "failing" has a handler whose setup failed: no database',
      'provider state: the state "hanging" has a handler whose setup failed: it did not end within 700 ms',
      'provider state: the state "half" has a handler whose teardown failed: cannot clean up',
      'provider state: the state "unheard of" has no handler, and there is no state URL',
    ]);
    expect(Math.max(...verified.interactions.map(({ milliseconds }) => milliseconds))).toBeLessThan(5000);
  });
});

describe('the state URL', () => {
  it.each([
    [404, 'not here', 'with status 404 for setup: not here'],
    [500, '', 'with status 500 for setup'],
    [302, '', 'with status 302 for setup'],
  ])('that answers %i is an error of the interaction, and is asked once', async (status, text, end) => {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      bodies.push(Buffer.concat(await Array.fromAsync(request)).toString());
      response.writeHead(status).end(text);
    });
    const { url, close } = await listen(server, {});
    onTestFinished(close);
    const verified = await verifyStates(
      [interaction('one', [{ name: 'a state', params: { n: 1 } }])],
      {},
      { stateUrl: url },
    );
    expect(summarise(verified)).toEqual({
      interactions: { one: 'fail unchecked' },
      findings: ['error pact-state-missing  of one'],
      unchecked: [],
    });
    expect(verified.findings[0]?.message).toBe(
      `provider state: the state "a state" was answered by the state URL ${end}`,
    );
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { action: 'setup', state: 'a state', params: { n: 1 } },
    ]);
  });

  it('that nobody listens at is an error of the interaction', async () => {
    const { url, close } = await listen(createServer(), {});
    await close();
    const verified = await verifyStates([interaction('one', [{ name: 'a state' }])], {}, { stateUrl: url });
    expect(verified.findings.map(({ message }) => message)).toEqual([
      'provider state: the state "a state" could not be sent to the state URL for setup: nothing listens there',
    ]);
  });

  it('is asked for the states without a handler only', async () => {
    const calls: string[] = [];
    const verified = await verifyBehind(plain, {
      pacts: [
        toPact([
          interaction('both', [{ name: 'mine' }, { name: 'an image exists', params: { path: seedPath } }]),
        ]),
      ],
      descriptions: [],
      states: { mine: () => calls.push('mine') },
    });
    expect(summarise(verified)).toEqual({ interactions: { both: pass }, findings: [], unchecked: [] });
    expect(calls).toEqual(['mine']);
  });
});
