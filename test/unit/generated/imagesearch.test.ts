import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { components, operations } from '../../../src/generated/imagesearch.ts';

type ModifyRequest = components['schemas']['RunModifyPictureReq'];
type ModifyResponse = components['schemas']['RunModifyPictureResponse'];
type Answers = operations['RunModifyPicture']['responses'];

describe('the types of the ImageSearch document', () => {
  it('say what the page says', () => {
    expectTypeOf<ModifyRequest>().toEqualTypeOf<{
      readonly path: string;
      readonly tags: { readonly [key: string]: string };
    }>();
    expectTypeOf<operations['RunModifyPicture']['parameters']['path']>().toEqualTypeOf<{
      readonly project_id: string;
      readonly instance_name: string;
    }>();
    expectTypeOf<Answers[200]['content']['application/json']>().toEqualTypeOf<ModifyResponse>();
    expectTypeOf<Answers[400]['content']['application/json']['error_code']>().toEqualTypeOf<string>();
    expectTypeOf<Answers[401]['content']['application/json']['request_id']>().toEqualTypeOf<string>();
    // @ts-expect-error 422 is not documented
    expectTypeOf<Answers[422]>().toBeAny();
  });

  it('refuse what breaks it where this file is type checked', () => {
    const path = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
    // @ts-expect-error path is mandatory
    const noPath: ModifyRequest = { tags: { 'test-tags': 'test-image' } };
    // @ts-expect-error tags is an object
    const wrongTags: ModifyRequest = { path, tags: 'test-image' };
    // @ts-expect-error error_code is not included when the API is successfully called
    const both: ModifyResponse = { result: 'Success', error_code: 'IS.0003' };
    expect([noPath, wrongTags, both]).toHaveLength(3);
  });

  it('let the compiler refuse exactly that', () => {
    const verdicts = diagnose({
      'a request of the page': `Req = { path: 'x', tags: { a: 'b' } }`,
      'no tags at all in tags': `Req = { path: 'x', tags: {} }`,
      'a success': `Res = { result: 'Success' }`,
      'a request without path': 'Req = { tags: {} }',
      'tags of another type': `Req = { path: 'x', tags: 'a' }`,
      'a tag value of another type': `Req = { path: 'x', tags: { a: 1 } }`,
      'error_code on success': `Res = { result: 'Success', error_code: 'IS.0003' }`,
      'result on failure': `Err = { error_code: '', error_msg: '', result: 'Success' }`,
    });
    // TS2741: a property is missing; TS2322: not assignable.
    expect(verdicts).toEqual({
      'a request of the page': [],
      'no tags at all in tags': [],
      'a success': [],
      'a request without path': [2741],
      'tags of another type': [2322],
      'a tag value of another type': [2322],
      'error_code on success': [2322],
      'result on failure': [2322],
    });
  });
});

/** The codes of the compiler's complaints about a module that declares a constant of these types. */
function diagnose(snippets: Readonly<Record<string, string>>): Record<string, number[]> {
  const texts = new Map(
    Object.values(snippets).map((text, index) => [toPath(`snippet-${index}.ts`), toModule(text)]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
  };
  options.module = ts.ModuleKind.NodeNext;
  options.moduleResolution = ts.ModuleResolutionKind.NodeNext;
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  const program = ts.createProgram([...texts.keys()], options, host);
  const codes = [...texts.keys()].map((name) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map(({ code }) => code),
  );
  return Object.fromEntries(Object.keys(snippets).map((name, index) => [name, codes[index] ?? []]));
}

function toPath(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

function toModule(declaration: string): string {
  return [
    "import type { components } from '../../../src/generated/imagesearch.ts';",
    "export type Req = components['schemas']['RunModifyPictureReq'];",
    "export type Res = components['schemas']['RunModifyPictureResponse'];",
    "export type Err = components['schemas']['ErrorResponse'];",
    `export const it: ${declaration};`,
  ].join('\n');
}
