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
  {
    name: 'token of another project accepted',
    answer: onStatus(403, () => success()),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'start of a token accepted',
    answer: (real) => {
      const known = new Set<string>();
      return async (request) => {
        const response = await real(request.clone() as Request);
        const token = request.headers.get('x-auth-token') ?? '';
        if (response.status === 200) known.add(token);
        const isStart = token.length > 8 && [...known].some((whole) => whole.startsWith(token));
        return response.status === 401 && isStart ? success() : response;
      };
    },
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'anything behind a token accepted',
    answer: (real) => {
      const known = new Set<string>();
      return async (request) => {
        const response = await real(request.clone() as Request);
        const token = request.headers.get('x-auth-token') ?? '';
        if (response.status === 200) known.add(token);
        return response.status === 401 && [...known].some((whole) => token.startsWith(whole))
          ? success()
          : response;
      };
    },
    reports: ['error request-unauthenticated-accepted'],
  },
];
