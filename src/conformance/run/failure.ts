import type { Exchange } from '../../exchange/exchange.ts';
import type { Case } from '../plan/case.ts';

/** What showed a finding: enough to send it again, and what came of it. */
export type Failure = {
  /** Of the finding. */
  readonly fingerprint: string;
  readonly case: Case;
  /** The target of the accepted request that the case is a variation of. */
  readonly validUrl?: string;
  /** With all secrets in it: whoever writes it down redacts it first. */
  readonly exchange: Exchange;
  /** Where only several requests together show it: all that were sent, in their order, up to the one that showed it. */
  readonly sequence?: { readonly id: string; readonly steps: readonly Case[] };
};
