import type { KitError } from '../errors.ts';
import type { CallJudge } from './send.ts';

/** `warn` tells of a call that breaks the document, `throw` ends it; a broken request is not sent then. */
export type Validation = 'off' | 'warn' | 'throw';

/** Loads the engine on the first call, once; undefined where nothing is validated. */
export function lazyJudge(
  endpoint: string,
  validate: Validation,
  onWarning: ((error: KitError) => void) | undefined,
): (() => Promise<CallJudge>) | undefined {
  if (validate === 'off') return undefined;
  const onFault = validate === 'throw' ? rethrow : (onWarning ?? warn);
  let loading: Promise<CallJudge> | undefined;
  return () => {
    loading ??= import('./judge-call.ts').then(({ createCallJudge }) => createCallJudge(endpoint, onFault));
    return loading;
  };
}

function rethrow(error: KitError): never {
  throw error;
}

function warn(error: KitError): void {
  process.emitWarning(error.message, 'ContractKitWarning');
}
