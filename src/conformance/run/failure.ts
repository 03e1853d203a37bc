import type { Exchange } from '../../exchange/exchange.ts';
import type { Case } from '../plan/case.ts';

/** What showed a finding: enough to send it again, and what came of it. */
export type Failure = {
  /** Of the finding. */
  readonly fingerprint: string;
  readonly case: Case;
  /** With all secrets in it: whoever writes it down redacts it first. */
  readonly exchange: Exchange;
};
