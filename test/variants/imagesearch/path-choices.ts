import type { Answer } from '../../mutants/mutant.ts';
import type { Variant } from '../variant.ts';

const forbidden =
  (method: string) =>
  (real: Answer): Answer =>
  async (request) => {
    // A request of this method would change or destroy data: the test has to be seen never to send one.
    if (request.method === method) throw new Error(`${method} was sent`);
    return await real(request);
  };

/** What else a provider may have on the same path. */
export const pathVariants: readonly Variant[] = [
  { name: 'DELETE on the same path', answer: forbidden('DELETE'), warns: [] },
  { name: 'POST on the same path', answer: forbidden('POST'), warns: [] },
  { name: 'GET on the same path', answer: forbidden('GET'), warns: [] },
];
