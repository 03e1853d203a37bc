/** A piece of a shell word: text that is taken as it is, or a variable that the shell fills in. */
export type ShellPart = { readonly text: string } | { readonly variable: string };

/**
 * One shell word (POSIX Shell & Utilities §2.2): text stands in single quotes, which protect every character but the
 * quote itself; variables stand in double quotes, so that their values are not split.
 *
 * @example quoteShell([{ text: "x-auth-token: " }, { variable: 'X_AUTH_TOKEN' }]) // 'x-auth-token: '"$X_AUTH_TOKEN"
 */
export function quoteShell(parts: readonly ShellPart[]): string {
  let word = '';
  let text = '';
  for (const part of parts) {
    if ('text' in part) {
      text += part.text;
      continue;
    }
    word += `${quoteText(text)}"$${part.variable}"`;
    text = '';
  }
  word += quoteText(text);
  return word === '' ? "''" : word;
}

function quoteText(text: string): string {
  if (text === '') return '';
  // Safe without quotes: nothing in it means anything to a shell.
  if (/^[\w@%+:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The operand of `printf` that writes these bytes: bytes that an argument cannot carry, such as NUL, are octal escapes
 * (POSIX printf, EXTENDED DESCRIPTION).
 */
export function quotePrintf(bytes: Uint8Array): string {
  let format = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === '%') format += '%%';
    else if (/[ -~]/.test(character) && !/['\\]/.test(character)) format += character;
    else format += `\\${byte.toString(8).padStart(3, '0')}`;
  }
  // A leading minus would be an option.
  return `'${format.replace(/^-/, '\\055')}'`;
}

/** The name of the shell variable that stands for a header or key: `x-auth-token` → `X_AUTH_TOKEN`. */
export function shellVariable(name: string): string {
  const variable = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  return /^[A-Z]/.test(variable) ? variable : `VALUE_${variable}`;
}
