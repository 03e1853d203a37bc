import type { Exchange, Origin } from '../exchange/exchange.ts';
import { fromHarEntry } from '../exchange/from-har.ts';

/**
 * One recorded call. `skipped` is no HTTP call (a `data:` URL in a browser's recording); `damaged` cannot be read, which
 * is never a pass. Reasons are sentences without a full stop; that of damage names the place.
 */
export type TrafficEntry =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'damaged'; readonly reason: string };

/** What a HAR entry, parsed already, is. */
export function toTrafficEntry(value: unknown, place: string, origin: Origin): TrafficEntry {
  const entry = fromHarEntry(value, origin);
  switch (entry.kind) {
    case 'exchange':
      return entry;
    case 'not-http':
      return { kind: 'skipped', reason: entry.reason };
    case 'unreadable':
      return { kind: 'damaged', reason: `${place}: ${entry.reason}` };
    default:
      return entry satisfies never;
  }
}
