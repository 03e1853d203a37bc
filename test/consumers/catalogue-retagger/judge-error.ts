import type { ImageSearchError } from '../../../src/client/client.ts';

/** What an error means for the job: this image failed, it may work later, or no other image will work either. */
export type Judgement = 'failed' | 'later' | 'stop';

const codes: Readonly<Record<string, Judgement>> = {
  // Token and rights.
  'IS.0004': 'stop',
  'IS.0005': 'stop',
  'IS.0011': 'stop',
  'IS.0013': 'stop',
  // The instance, which is the same for the whole catalogue.
  'IS.0007': 'stop',
  'IS.0014': 'stop',
  'IS.0015': 'stop',
  // Every error of the service is a 400, those of its own too.
  'IS.0009': 'later',
  'IS.0012': 'later',
  // A call that is sent twice sets the same tags twice, so one without an answer may be repeated.
  timeout: 'later',
  unreachable: 'later',
};

/** Judges by the code where it says more than the status, which is so for all errors of the service. */
export function judgeError({ code, status = 0 }: ImageSearchError): Judgement {
  const judgement = codes[code];
  if (judgement !== undefined) return judgement;
  if (status === 401 || status === 403 || status === 404) return 'stop';
  return status === 429 || status >= 500 ? 'later' : 'failed';
}
