import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/finding.ts';
import type { SpecPlace } from '../../src/spec/document.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { findAtPointer, joinPointer } from '../../src/spec/pointer.ts';
import { isObject, walkObjects } from '../../src/spec/walk.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const names = ['openapi/imagesearch.yaml', 'openapi/iam.yaml'] as const;
const documents = await Promise.all(
  names.map(async (name) => ({ name, document: await loadSpec(name, { cwd: root }) })),
);

/** Written out, so that a lint profile of this machine cannot change the result. */
const redoclyEnv = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
type Redocly = {
  totals: { errors: number };
  problems: { ruleId: string; severity: string; location: { pointer: string }[] }[];
};

describe.each(documents)('$name', ({ name, document }) => {
  const examples = listExamples(document);

  it('passes the lint of Redocly, which finds the examples that are invalid on purpose and nothing else', async () => {
    const cli = fileURLToPath(new URL('../../node_modules/@redocly/cli/bin/cli.js', import.meta.url));
    const args = [cli, 'lint', name, '--extends', 'recommended', '--format', 'json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env: redoclyEnv });
    const report = JSON.parse(stdout) as Redocly;
    expect(report.totals.errors).toBe(0);
    const complaints = report.problems.map(({ ruleId, location }) => {
      const pointer = decodeURIComponent(location[0]?.pointer.replace(/^#/, '') ?? '');
      return `${ruleId} ${pointer.replace(/(\/examples\/[^/]+)\/.*/, '$1')}`;
    });
    const invalid = examples.filter(({ invalid, text }) => invalid && text === undefined);
    expect([...new Set(complaints)].sort()).toEqual(
      invalid.map(({ at }) => `no-invalid-media-type-examples ${at.pointer}`).sort(),
    );
  });

  it('has schemas that Ajv compiles in strict mode', () => {
    const schemas: string[] = [];
    const ajv = createAjv(document.root);
    walkObjects(document, {
      object: (_value, kind, { pointer }) => {
        if (kind !== 'schema') return;
        schemas.push(pointer);
        expect(() => compileAt(ajv, pointer), pointer).not.toThrow();
      },
    });
    expect(schemas.length).toBeGreaterThan(20);
  });

  it('has examples that are valid, but for those that say they are not', () => {
    const ajv = createAjv(document.root);
    const wrong = examples
      .filter((example) => isValid(ajv, example) === example.invalid)
      .map(({ at }) => at.pointer);
    expect(wrong).toEqual([]);
    expect(examples.length).toBeGreaterThan(10);
    expect(examples.filter(({ invalid }) => invalid).length).toBeGreaterThan(2);
  });
});

describe('the examples of the page', () => {
  const put = '/paths/~1v1~1{project_id}~1{instance_name}~1image/put';
  const json = 'content/application~1json/examples';
  it.each([
    [
      `${put}/requestBody/${json}/modified`,
      '{"path":"https://bucketName.obs.myhuaweicloud.com/image/test1.jpg","tags":{"test-tags":"test-image"}}',
    ],
    [`${put}/responses/200/${json}/modified`, '{"result":"Success"}'],
    [
      `${put}/responses/400/${json}/path-missing`,
      '{"error_code":"IS.0003","error_msg":"Arguments of path can not be null."}',
    ],
  ])('%s stands there to the letter', (pointer, text) => {
    expect(JSON.stringify(findAtPointer(documents[0]?.document.root ?? {}, `${pointer}/value`))).toBe(text);
  });

  it('include every code of the error table with its message', () => {
    const found = Array.from({ length: 16 }, (_, index) => {
      const code = `IS.${String(index + 1).padStart(4, '0')}`;
      const pointer = `${put}/responses/400/${json}/${code}/value`;
      return findAtPointer(documents[0]?.document.root ?? {}, pointer);
    });
    expect(found).toEqual(
      errorTable.map((error_msg, index) => ({
        error_code: `IS.${String(index + 1).padStart(4, '0')}`,
        error_msg,
      })),
    );
  });
});

const errorTable = [
  'The request parameter is missing or empty.',
  'The type of the request parameter is not supported.',
  'The request parameter cannot be empty.',
  'Exception verifying token.',
  'The header is missing or empty.',
  'The request body is too big.',
  'Invalid instance name.',
  'The JSON format of the input data is incorrect.',
  'The request failed due to an internal error.',
  'The request method is not allowed.',
  'The user is not allowed to use the request method.',
  'Operation timed out.',
  'The token is empty.',
  'Instance status is abnormal.',
  'The model file does not exist.',
  'The path is invalid.',
];

type Example = { at: SpecPlace; schema: string; value?: Json; text?: string; invalid: boolean };

/** Every example, found by walking the document, with the schema beside it. Independent of the compiled contract. */
function listExamples(document: (typeof documents)[number]['document']): Example[] {
  const examples: Example[] = [];
  walkObjects(document, {
    object: (owner, kind, place) => {
      if (kind === 'schema' || owner.schema === undefined) return;
      const schema = joinPointer(place.pointer, 'schema');
      if (owner.example !== undefined) {
        const at = { uri: place.uri, pointer: joinPointer(place.pointer, 'example') };
        examples.push({ at, schema, value: owner.example, invalid: false });
      }
      if (!isObject(owner.examples)) return;
      for (const [name, example] of Object.entries(owner.examples)) {
        if (!isObject(example)) throw new Error(`${name} is no Example Object`);
        const at = { uri: place.uri, pointer: joinPointer(place.pointer, 'examples', name) };
        const text = example['x-serialized-value'];
        const invalid = example['x-invalid'] === true;
        if (typeof text === 'string') examples.push({ at, schema, text, invalid });
        else examples.push({ at, schema, value: example.value ?? null, invalid });
      }
    },
  });
  return examples;
}

function createAjv(data: Json): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  for (const keyword of ['x-clause', 'x-outcome']) ajv.addVocabulary([keyword]);
  const fields = isObject(data) ? Object.keys(data) : [];
  ajv.addVocabulary(fields.filter((field) => ajv.getKeyword(field) === false));
  ajv.addSchema(isObject(data) ? { ...data, $id: 'https://document.test/' } : {});
  return ajv;
}

function compileAt(ajv: Ajv2020, pointer: string): ValidateFunction {
  const fragment = pointer.split('/').map(encodeURIComponent).join('/');
  return ajv.compile({ $ref: `https://document.test/#${fragment}` });
}

function isValid(ajv: Ajv2020, { schema, value, text }: Example): boolean {
  let decoded: unknown = value;
  try {
    if (text !== undefined) decoded = JSON.parse(text);
  } catch {
    return false; // A body that is no JSON is valid against no schema.
  }
  return compileAt(ajv, schema)(decoded) === true;
}
