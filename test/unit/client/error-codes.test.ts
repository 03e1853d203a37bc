import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorCodes } from '../../../src/client/error-codes.ts';

it('lists the codes of the document', () => {
  const document = readFileSync(new URL('../../../openapi/imagesearch.yaml', import.meta.url), 'utf8');
  const documented = [...document.matchAll(/error_code: ([A-Z]+\.\d+)/g)].map(([, code]) => code);
  expect(errorCodes).toEqual([...new Set(documented)].sort());
});
