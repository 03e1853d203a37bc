import type { Finding } from '../finding.ts';
import { placeOf, toPlainText } from '../report/plain-text.ts';

/**
 * A finding on one line, for the terminal of a run that goes on; the report at its end has the rest.
 *
 * @example renderLiveFinding(finding) // 'error response-status-unknown PUT /image: response status: received 500, … (openapi.yaml:12:3)\n'
 */
export function renderLiveFinding({ severity, rule, operation, message, spec }: Finding): string {
  const where = operation === undefined ? '' : ` ${operation}`;
  const place = spec === undefined ? '' : ` (${placeOf(spec)})`;
  return `${severity} ${rule}${toPlainText(where)}: ${toPlainText(message)}${toPlainText(place)}\n`;
}
