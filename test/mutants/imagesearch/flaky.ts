import { every } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

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
  {
    name: 'every tenth answer 500',
    answer: every(10, () => Response.json({}, { status: 500 })),
    reports: ['error response-server-error'],
    unstable: true,
  },
  {
    name: 'every tenth success without result',
    answer: (real) => {
      let number = 0;
      return async (request) => {
        const response = await real(request);
        return response.status === 200 && ++number % 10 === 0 ? Response.json({}) : response;
      };
    },
    reports: ['error response-body-schema'],
    unstable: true,
  },
];
