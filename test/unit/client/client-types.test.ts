import { expectTypeOf, it } from 'vitest';
import type { ImageSearchClient } from '../../../src/client/client.ts';
import type { Credentials } from '../../../src/client/credentials.ts';
import type { ImageSearchError } from '../../../src/client/image-search-error.ts';

it('types a call, its result and its error by the document', () => {
  type Call = Parameters<ImageSearchClient['runModifyPicture']>[0];
  expectTypeOf<Call['tags']>().toEqualTypeOf<{ readonly [key: string]: string }>();
  expectTypeOf<{ instanceName: string; path: string }>().not.toExtend<Call>();
  type Result = Awaited<ReturnType<ImageSearchClient['runModifyPicture']>>;
  expectTypeOf<Result['result']>().toEqualTypeOf<string>();
  expectTypeOf<'IS.0003'>().toExtend<ImageSearchError['code']>();
  expectTypeOf<'timeout'>().toExtend<ImageSearchError['code']>();
  expectTypeOf<ImageSearchError['status']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<{ token: string }>().toExtend<Credentials>();
  expectTypeOf<{ accessKeyId: string }>().not.toExtend<Credentials>();
});
