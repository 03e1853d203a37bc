import type { Answer, Mutant } from '../mutant.ts';

/** Every `nth` request is answered by something else. */
const every =
  (nth: number, other: () => Response) =>
  (real: Answer): Answer => {
    let number = 0;
    return async (request) => {
      number += 1;
      return number % nth === 0 ? other() : await real(request);
    };
  };

/** Faults that come and go. */
export const flakyMutants: readonly Mutant[] = [
  {
    name: 'every third answer without result',
    answer: every(3, () => Response.json({})),
    reports: ['error response-body-schema'],
    unstable: true,
  },
  {
    name: 'every fifth answer 500',
    answer: every(5, () => Response.json({}, { status: 500 })),
    reports: ['error response-server-error'],
    unstable: true,
  },
  {
    name: 'every seventh answer broken JSON',
    answer: every(7, () => new Response('{', { headers: { 'Content-Type': 'application/json' } })),
    reports: ['error response-body-unreadable'],
    unstable: true,
  },
];
