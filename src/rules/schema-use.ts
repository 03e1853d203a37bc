import type { SchemaUse } from '../contract/contract.ts';
import type { Stance } from '../exchange/exchange.ts';

/**
 * How a value of an exchange uses its schema. A consumer's expectation is minimal in the response only: its request is
 * what the consumer sends, as a whole.
 */
export function useOf(direction: SchemaUse['direction'], stance: Stance): SchemaUse {
  return direction === 'request' ? request : stance === 'expected' ? expected : response;
}

const request: SchemaUse = Object.freeze({ direction: 'request', stance: 'observed' });
const response: SchemaUse = Object.freeze({ direction: 'response', stance: 'observed' });
const expected: SchemaUse = Object.freeze({ direction: 'response', stance: 'expected' });
