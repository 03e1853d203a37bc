import { compileContract } from '../contract/compile.ts';
import { KitError } from '../errors.ts';
import { fromFetch } from '../exchange/from-fetch.ts';
import { bundledSpec } from '../spec/bundled.ts';
import { loadSpec } from '../spec/load.ts';
import { assertExchange } from '../validate/assert.ts';
import type { CallJudge } from './send.ts';

/**
 * Judges calls by the bundled document. It is loaded by `import()` only, so that a client that does not validate loads
 * no validator.
 *
 * @param onFault gets a KitError with `findings` or `unchecked`; a fault for which it returns is passed over
 */
export async function createCallJudge(
  endpoint: string,
  onFault: (error: KitError) => void,
): Promise<CallJudge> {
  const document = await loadSpec(bundledSpec, { cwd: '/' });
  const contract = compileContract(document, { servers: [endpoint] });
  const judge = async (side: 'request' | 'response', request: Request, response?: Response) => {
    try {
      const exchange = await fromFetch(request, response, { source: 'traffic' });
      assertExchange(contract, exchange, { sides: [side] });
    } catch (error) {
      if (!(error instanceof KitError)) throw error;
      onFault(error);
    }
  };
  return {
    request: (request) => judge('request', request),
    response: (request, response) => judge('response', request, response),
  };
}
