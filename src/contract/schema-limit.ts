import type { Json } from '../finding.ts';
import type { LimitName } from './schema-node.ts';
import { type KeywordReader, problem, type Reading, received, without } from './schema-reading.ts';

/** The reader of a keyword whose value is a number that the value is compared with. */
export function readLimit(name: LimitName): KeywordReader {
  return (value, reading) => {
    if (reading.dialect.name === 'openapi-3.0' && name.startsWith('exclusive'))
      return typeof value === 'boolean'
        ? undefined
        : problem(name, `${name} must be a boolean, ${received(value)}`);
    const reason = reasonAgainst(name, value);
    if (reason !== undefined) return problem(name, reason);
    const limit = Number(value);
    if (reading.mode === 'possible' && name === 'minProperties') return undefined;
    if (reading.mode === 'certain' && name === 'maxProperties') return without('object');
    return { kind: 'limit', name: openApi30Name(name, reading), limit };
  };
}

/** OpenAPI 3.0 is built on an older draft, where `exclusiveMinimum: true` changes the meaning of `minimum`. */
function openApi30Name(name: LimitName, { dialect, schema }: Reading): LimitName {
  if (dialect.name !== 'openapi-3.0') return name;
  if (name === 'minimum' && schema.exclusiveMinimum === true) return 'exclusiveMinimum';
  if (name === 'maximum' && schema.exclusiveMaximum === true) return 'exclusiveMaximum';
  return name;
}

function reasonAgainst(name: LimitName, value: Json): string | undefined {
  if (typeof value !== 'number') return `${name} must be a number, ${received(value)}`;
  if (name === 'multipleOf')
    return value > 0 ? undefined : `multipleOf must be greater than 0, ${received(value)}`;
  if (name.endsWith('imum')) return undefined;
  return Number.isInteger(value) && value >= 0
    ? undefined
    : `${name} must be a whole number from 0, ${received(value)}`;
}
