import { displayWidth, toPlainText } from './plain-text.ts';

const longest = 4000;

/**
 * A shell command broken at its arguments into lines that can be pasted as they are. Quoted arguments stay whole, so a
 * long one can pass the width. A command that is longer than a person would paste is not shown.
 */
export function toShellLines(command: string, width: number): string[] {
  if (command.length > longest) {
    return [`(a command of ${command.length} characters, in the JSON report)`];
  }
  const lines: string[] = [];
  let line = '';
  for (const argument of splitArguments(toPlainText(command, longest))) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(argument) > width - 2) {
      lines.push(`${line} \\`);
      line = '  ';
    }
    line += line.trim() === '' ? argument : ` ${argument}`;
  }
  return [...lines, line];
}

/** Splits at spaces outside single and double quotes; an option stays with its value. */
function splitArguments(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+|['"]/g) ?? [];
  const parts: string[] = [];
  for (const word of words) {
    const previous = parts.at(-1);
    const joins = previous !== undefined && /^-{1,2}[\w-]+$/.test(previous) && !word.startsWith('-');
    if (joins) parts[parts.length - 1] = `${previous} ${word}`;
    else parts.push(word);
  }
  return parts;
}
