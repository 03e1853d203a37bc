import { readFile } from 'node:fs/promises';

/** A generated file and the text that it should hold. */
export type GeneratedFile = { readonly file: string; readonly text: string };

/**
 * Compares every file with the text that it should hold, in the order given; one that does not exist is not fresh. Line
 * ends do not count, since a checkout may have turned them.
 *
 * @throws whatever `readFile` throws for a file that exists and cannot be read
 * @example await checkFreshness([{ file: 'src/generated/api.ts', text: await generateTypes(document) }])
 */
export async function checkFreshness(
  files: readonly GeneratedFile[],
): Promise<{ readonly file: string; readonly fresh: boolean }[]> {
  return await Promise.all(
    files.map(async ({ file, text }) => ({
      file,
      fresh: withoutCr(await readIfThere(file)) === withoutCr(text),
    })),
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function withoutCr(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n');
}
