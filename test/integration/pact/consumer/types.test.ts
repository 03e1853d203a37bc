import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('./typed/', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** What the compiler says of a file, with the options of this repository: the lines, and the sentences by line. */
function compile(name: string) {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram([folder + name], { ...options, noUnusedLocals: false });
  const diagnostics = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName === folder + name);
  return diagnostics.map(({ file, start, messageText }) => ({
    line: (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? -1) + 1,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

it('what the document allows compiles', () => {
  expect(compile('right.ts')).toEqual([]);
}, 60_000);

it('what it does not allow is refused, each at its line', () => {
  const lines = readFileSync(`${folder}wrong.ts`, 'utf8').split('\n');
  const marks = lines.flatMap((text, index) => (text.includes('// @wrong') ? [index + 1] : []));
  const refused = new Set(compile('wrong.ts').map(({ line }) => line));
  const named = (numbers: readonly number[]) => numbers.map((line) => `${line}: ${lines[line - 1]?.trim()}`);
  // A mark stands above its statement, which may go over several lines.
  const found = marks.filter((line, index) => {
    const end = marks[index + 1] ?? lines.length;
    return [...refused].some((at) => at > line && at < end);
  });
  expect(named(found)).toEqual(named(marks));
  expect([...refused].filter((at) => at < (marks[0] ?? 0))).toEqual([]);
}, 60_000);
