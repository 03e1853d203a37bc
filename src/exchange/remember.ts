import type { Exchange } from './exchange.ts';

const remembered = new WeakMap<object, Promise<Exchange>>();

/**
 * Notes which exchange a message belongs to, for whoever meets the message later and wants to know what was asked. The
 * note lives as long as the message.
 */
export function rememberExchange(message: object, exchange: Promise<Exchange>): void {
  remembered.set(message, exchange);
}

/** The exchange that a message was noted with. */
export function findExchange(message: object): Promise<Exchange> | undefined {
  return remembered.get(message);
}
