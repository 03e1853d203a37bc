import { type Answer, type Mutant, onStatus, success } from '../mutant.ts';

const acceptingToken = (when: (token: string | null) => boolean): ((real: Answer) => Answer) =>
  onStatus(401, (response, request) => (when(request.headers.get('x-auth-token')) ? success() : response));

/** Credentials that are not looked at as they should be. */
export const authMutants: readonly Mutant[] = [
  {
    name: 'token unchecked',
    answer: acceptingToken(() => true),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'missing token accepted',
    answer: acceptingToken((token) => token === null),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'empty token accepted',
    answer: acceptingToken((token) => token === ''),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'made-up token accepted',
    answer: acceptingToken((token) => token?.includes('made-up') === true),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'token only looked at by its length',
    answer: acceptingToken((token) => token?.length === 64),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'expired token accepted',
    answer: onStatus(401, async (response) =>
      (await response.clone().text()).includes('APIGW.0307') ? success() : response,
    ),
    reports: ['error request-unauthenticated-accepted'],
  },
];
