import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Violation } from '../../../src/mock/violation.ts';
import { renderViolations } from '../../../src/mock/violation-header.ts';

it('is what the users of Prism read', () => {
  const violations: Violation[] = [
    { location: ['body', 'tags', 'é'], severity: 'Error', code: 'type', message: 'must be string' },
    { location: [], severity: 'Error', code: 401, message: 'no credential', tags: ['Bearer'] },
  ];
  expect(renderViolations(violations)).toBe(
    '[{"location":["request","body","tags","\\u00e9"],"severity":"Error","code":"type","message":"must be string"},' +
      '{"location":["request"],"severity":"Error","code":401,"message":"no credential"}]',
  );
});

it('survives any text and stays bounded', () => {
  const text = fc.string({ unit: 'binary', maxLength: 2000 });
  const violation = fc.record({
    location: fc.array(text, { maxLength: 30 }),
    severity: fc.constantFrom('Error' as const, 'Warning' as const),
    code: fc.oneof(text, fc.nat()),
    message: text,
  });
  fc.assert(
    fc.property(fc.array(violation, { maxLength: 50 }), (violations) => {
      const header = renderViolations(violations);
      expect(header).toMatch(/^[\x20-\x7e]*$/);
      expect(header.length).toBeLessThan(6300);
      const entries = JSON.parse(header);
      const told = entries.filter(({ code }: { code: unknown }) => code !== 'truncated');
      expect(told.length === violations.length || entries.at(-1).code === 'truncated').toBe(true);
    }),
  );
});
