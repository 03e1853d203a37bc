import { type Progress, tooBig } from './ask.ts';
import type { Sent } from './send.ts';

const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'EPROTO',
]);

/** What the error of a request says about the answer; throws it where it is a fault of this program. */
export function describeFailure(error: unknown, { connected, reused, begun }: Progress): Sent {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (unreachableCodes.has(code) && !(connected && code === 'ETIMEDOUT'))
    return { kind: 'absent', cause: 'unreachable', detail: `no connection (${code})` };
  if (code === tooBig || code === 'HPE_HEADER_OVERFLOW')
    return { kind: 'absent', cause: 'too-big', detail: `the answer is too big (${message})` };
  // The end of a connection in the middle of a message is no message of another protocol.
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE')
    return { kind: 'absent', cause: 'malformed', detail: `the answer is no HTTP (${message})` };
  // The request could not be made at all.
  if (code === '' || code.startsWith('ERR_INVALID_') || code === 'ERR_UNESCAPED_CHARACTERS') throw error;
  return {
    kind: 'absent',
    cause: reused && !begun ? 'stale' : 'reset',
    detail: `the connection ended before the answer did (${code})`,
  };
}
