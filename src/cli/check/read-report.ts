import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createValidators } from '../../contract/validator.ts';
import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { Report } from '../../report/report.ts';
import type { SpecDocument } from '../../spec/document.ts';
import { isObject } from '../../spec/walk.ts';

/** What `--report json` wrote: the path is the same from `src/cli/check` and from `dist/cli/check`. */
const schemaUrl = new URL('../../../src/report/report.schema.json', import.meta.url);

/**
 * Reads the JSON report of another run and holds it against `report.schema.json`.
 *
 * @throws KitError `input-unreadable` when there is no such file, or when it holds no report
 */
export function readReport(name: string, cwd: string): Report {
  const value = readJson(name, resolve(cwd, name));
  const validator = createValidators(loadSchema(), { formats: 'annotate' })(
    { uri: schemaUrl.href, pointer: '', dialect: 'draft2020-12' },
    { direction: 'response', stance: 'observed' },
  );
  if (validator.kind === 'uncheckable') throw new Error(validator.reason);
  const [issue] = validator.explain(value);
  if (issue) {
    const place = issue.pointer === '' ? 'it' : issue.pointer;
    throw new KitError('input-unreadable', `${name} is no JSON report: ${place} breaks report.schema.json`, {
      hint: 'a report is written by --report json=FILE',
    });
  }
  // The schema describes the type.
  return value as unknown as Report;
}

function readJson(name: string, path: string): Json {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new KitError('input-unreadable', `cannot read the report ${name}: ${reason}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KitError('input-unreadable', `the report ${name} is not JSON`, { cause });
  }
}

function loadSchema(): SpecDocument {
  const text = readFileSync(schemaUrl, 'utf8');
  const data: Json = JSON.parse(text);
  const uri = schemaUrl.href;
  const file = { uri, name: 'report.schema.json', text, data };
  return { uri, root: isObject(data) ? data : {}, files: new Map([[uri, file]]), digest: '' };
}
