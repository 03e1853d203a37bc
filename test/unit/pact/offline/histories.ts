import type { DeployQuestion } from '../../../../src/pact/deploy-answer.ts';
import { create, deploy, publish, release, type Step, verify } from './history.ts';

/** What happened, and what must be answered after it. A test plays each into a folder, another one into a real broker too. */
export type History = {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly answers: readonly (readonly [DeployQuestion, boolean | null])[];
};

const to = (environment: string) => ({ to: { environment } });
const ask = (pacticipant: string, version: string, environment = 'prod'): DeployQuestion => ({
  selectors: [{ pacticipant, version }],
  ...to(environment),
});

export const histories: readonly History[] = [
  {
    name: 'a consumer whose provider runs nowhere waits, a provider without consumers goes',
    steps: [create('prod'), publish('web', '1', { api: 'a' }), verify(['web', '1'], ['api', '1'], true)],
    answers: [
      [ask('web', '1'), null],
      [ask('api', '1'), true],
    ],
  },
  {
    name: 'a consumer follows a provider that verified its pact',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [[ask('web', '1'), true]],
  },
  {
    name: 'a failed verification stands in the way of both',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], false),
      deploy('api', '1', 'prod'),
      deploy('web', '1', 'prod'),
    ],
    answers: [
      [ask('web', '1'), false],
      [ask('api', '1'), false],
    ],
  },
  {
    name: 'a version that nobody knows does not go',
    steps: [create('prod'), publish('web', '1', { api: 'a' })],
    answers: [
      [ask('web', '2'), false],
      [ask('api', '9'), false],
    ],
  },
  {
    name: 'another provider version than the deployed one does not help',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], false),
      verify(['web', '1'], ['api', '2'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [ask('web', '1'), false],
      [ask('api', '2'), true],
    ],
  },
  {
    name: 'a provider must not break the consumer that is there, whatever the newest one says',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      publish('web', '2', { api: 'b' }),
      verify(['web', '1'], ['api', '2'], false),
      verify(['web', '2'], ['api', '2'], true),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
      deploy('web', '1', 'prod'),
    ],
    answers: [
      [ask('api', '2'), false],
      [ask('api', '1'), true],
      [ask('web', '2'), null],
    ],
  },
  {
    name: 'a result counts for every version with the same content',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
      publish('web', '2', { api: 'a' }),
      publish('web', '3', { api: 'b' }),
    ],
    answers: [
      [ask('web', '2'), true],
      [ask('web', '3'), null],
    ],
  },
  {
    name: 'the latest result of a pact and a provider version counts',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      deploy('web', '1', 'prod'),
      verify(['web', '1'], ['api', '1'], false),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['api', '2'], true),
      verify(['web', '1'], ['api', '2'], false),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [ask('web', '1'), true],
      [ask('api', '2'), false],
    ],
  },
  {
    name: 'the version that was deployed last is the one that runs',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['api', '2'], false),
      deploy('api', '1', 'prod'),
      deploy('api', '2', 'prod'),
    ],
    answers: [[ask('web', '1'), false]],
  },
  {
    name: 'instances run side by side, and every one must fit',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['api', '2'], false),
      deploy('api', '1', 'prod'),
      deploy('api', '2', 'prod', 'eu'),
    ],
    answers: [[ask('web', '1'), false]],
  },
  {
    name: 'a verified instance covers one that has verified nothing',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      publish('web', '2', { api: 'b' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '2'], ['api', '2'], true),
      deploy('api', '1', 'prod'),
      deploy('api', '2', 'prod', 'eu'),
    ],
    answers: [
      [ask('web', '1'), true],
      [ask('web', '2'), true],
    ],
  },
  {
    name: 'releases stay, and every one must fit',
    steps: [
      create('prod'),
      publish('app', '1', { api: 'a' }),
      publish('app', '2', { api: 'b' }),
      release('app', '1', 'prod'),
      release('app', '2', 'prod'),
      verify(['app', '1'], ['api', '1'], true),
      verify(['app', '2'], ['api', '1'], true),
      verify(['app', '1'], ['api', '2'], false),
      verify(['app', '2'], ['api', '2'], true),
    ],
    answers: [
      [ask('api', '1'), true],
      [ask('api', '2'), false],
    ],
  },
  {
    name: 'a consumer needs every one of its providers',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a', accounts: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['accounts', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [[ask('web', '1'), null]],
  },
  {
    name: 'what a version does not need any more does not matter to it',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a', accounts: 'a' }),
      publish('web', '2', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [ask('web', '1'), null],
      [ask('web', '2'), true],
    ],
  },
  {
    name: 'one in the middle needs its provider and must not break its consumer',
    steps: [
      create('prod'),
      publish('web', '1', { gateway: 'a' }),
      publish('gateway', '1', { api: 'a' }),
      verify(['web', '1'], ['gateway', '1'], true),
      verify(['gateway', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
      deploy('web', '1', 'prod'),
      publish('gateway', '2', { api: 'a' }),
    ],
    answers: [
      [ask('gateway', '1'), true],
      [ask('gateway', '2'), null],
    ],
  },
  {
    name: 'environments are looked at one by one',
    steps: [
      create('test'),
      create('prod'),
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['api', '2'], false),
      deploy('api', '1', 'test'),
      deploy('api', '2', 'prod'),
    ],
    answers: [
      [ask('web', '1', 'test'), true],
      [ask('web', '1', 'prod'), false],
    ],
  },
  {
    name: 'what is ignored does not stand in the way',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a', accounts: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [{ ...ask('web', '1'), ignore: [{ pacticipant: 'accounts' }] }, true],
      [{ ...ask('web', '1'), ignore: [{ pacticipant: 'api' }] }, null],
      [{ ...ask('web', '7'), ignore: [{ pacticipant: 'web' }] }, true],
    ],
  },
  {
    name: 'a tag stands for the latest version that has it',
    steps: [
      publish('web', '1', { api: 'a' }, { tags: ['candidate'] }),
      verify(['web', '1'], ['api', '1'], true, { tags: ['prod'] }),
      verify(['web', '1'], ['api', '2'], false, { tags: ['prod'] }),
    ],
    answers: [
      [{ selectors: [{ pacticipant: 'web', version: '1' }], to: { tag: 'prod' } }, false],
      [{ selectors: [{ pacticipant: 'web', latest: true, tag: 'candidate' }], to: { tag: 'prod' } }, false],
      [{ selectors: [{ pacticipant: 'web', version: '1' }], to: { tag: 'qa' } }, null],
      [{ selectors: [{ pacticipant: 'api', version: '1' }], to: { tag: 'candidate' } }, true],
    ],
  },
  {
    name: 'a tag of a verifying provider that is named as an environment is a deployment',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }, { tags: ['prod'] }),
      verify(['web', '1'], ['api', '1'], true, { tags: ['prod'] }),
    ],
    answers: [
      [ask('web', '1'), true],
      [ask('api', '1'), true],
    ],
  },
  {
    name: 'the head of a branch is what was put on it last',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }, { branch: 'feat' }),
      publish('web', '2', { api: 'b' }, { branch: 'main' }),
      publish('web', '1', { api: 'a' }, { branch: 'main' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [{ selectors: [{ pacticipant: 'web', branch: 'main', latest: true }], ...to('prod') }, true],
      [{ selectors: [{ pacticipant: 'web', branch: 'main' }], ...to('prod') }, null],
      [{ selectors: [{ pacticipant: 'web', latest: true }], ...to('prod') }, null],
      [{ selectors: [{ pacticipant: 'web', branch: 'gone' }], ...to('prod') }, false],
    ],
  },
  {
    name: 'the main branch is the first one with the name of one',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }, { branch: 'feat' }),
      publish('web', '2', { api: 'b' }, { branch: 'master' }),
      publish('web', '3', { api: 'a' }, { branch: 'main' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('api', '1', 'prod'),
    ],
    answers: [
      [{ selectors: [{ pacticipant: 'web', mainBranch: true }], ...to('prod') }, null],
      [{ selectors: [{ pacticipant: 'api', mainBranch: true }], ...to('prod') }, false],
    ],
  },
  {
    name: 'without a target the latest versions are met',
    steps: [
      publish('web', '1', { api: 'a' }),
      verify(['web', '1'], ['api', '1'], false),
      verify(['web', '1'], ['api', '2'], true),
    ],
    answers: [
      [{ selectors: [{ pacticipant: 'web', version: '1' }] }, true],
      [{ selectors: [{ pacticipant: 'api', version: '1' }] }, false],
    ],
  },
  {
    name: 'between versions that are named only they count',
    steps: [
      publish('web', '1', { api: 'a', accounts: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '1'], ['api', '2'], false),
    ],
    answers: [
      [
        {
          selectors: [
            { pacticipant: 'web', version: '1' },
            { pacticipant: 'api', version: '1' },
          ],
        },
        true,
      ],
      [
        {
          selectors: [
            { pacticipant: 'web', version: '1' },
            { pacticipant: 'api', version: '2' },
          ],
        },
        false,
      ],
      [{ selectors: [{ pacticipant: 'web', version: '1' }, { pacticipant: 'accounts' }] }, null],
      [{ selectors: [{ pacticipant: 'web', version: '1' }, { pacticipant: 'api' }] }, false],
    ],
  },
  {
    name: 'a version never changes its pact, and nothing is recorded of what nobody knows',
    steps: [
      create('prod'),
      create('prod'),
      publish('web', '1', { api: 'a' }),
      publish('web', '1', { api: 'b' }),
      verify(['web', '1'], ['api', '1'], true),
      verify(['web', '2'], ['api', '1'], false),
      deploy('api', '1', 'prod'),
      deploy('api', '2', 'prod'),
      deploy('api', '2', 'nowhere'),
      release('api', '2', 'prod'),
    ],
    answers: [[ask('web', '1'), true]],
  },
  {
    name: 'an application without pacts goes wherever it wants',
    steps: [
      create('prod'),
      publish('web', '1', { api: 'a' }),
      publish('web', '2', { accounts: 'a' }),
      verify(['web', '1'], ['api', '1'], true),
      deploy('web', '2', 'prod'),
    ],
    answers: [
      [ask('api', '1'), true],
      [ask('web', '2'), null],
    ],
  },
  {
    name: 'names with every character that a path does not like',
    steps: [
      create('pre-prod/eu?'),
      create('pre prod'),
      publish('wéb shop/1', 'v1.0+feat/x#2', { 'API: images?*': 'a' }, { branch: 'feat/x' }),
      verify(['wéb shop/1', 'v1.0+feat/x#2'], ['API: images?*', '..%2F'], true, { branch: "it's" }),
      deploy('API: images?*', '..%2F', 'pre-prod/eu?', 'blue@1'),
    ],
    answers: [
      [ask('wéb shop/1', 'v1.0+feat/x#2', 'pre-prod/eu?'), true],
      [{ selectors: [{ pacticipant: 'API: images?*', branch: "it's" }], ...to('pre-prod/eu?') }, true],
    ],
  },
];
