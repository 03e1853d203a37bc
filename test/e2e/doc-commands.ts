import { readFileSync } from 'node:fs';

/** The command lines of a document that stand in the blocks marked with `<!-- run -->`, without `npx contract-kit`. */
export function readCommands(path: URL): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/<!-- run -->\n```shell\n(.*?)```/gs)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^npx contract-kit /, '')),
  );
}

/** The words of a command line; a variable in double quotes is replaced. */
export function toArguments(line: string, variables: Readonly<Record<string, string>>): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? ''),
  );
}
