/** Longer keys are none that matters. */
const longest = 64;

/** Reads the keys of the two outermost objects, also when they are cut by the border of a chunk or escaped. */
export type KeyReader = {
  /** A key of an object at this depth begins. */
  start(depth: number): void;
  /** Takes bytes of the key; `isLast` when it ends with them. */
  add(chunk: Uint8Array, from: number, to: number, isLast: boolean): void;
  /** Whether the last key at this depth has this name. */
  isAt(depth: number, name: string): boolean;
};

export function createKeyReader(): KeyReader {
  const names = ['', '', ''];
  const bytes = Buffer.alloc(longest);
  let depth = 0;
  let length = 0;
  return {
    start(of) {
      [depth, length] = [of, 0];
    },
    add(chunk, from, to, isLast) {
      if (depth > 2) return;
      const part = chunk.subarray(from, Math.min(to, from + longest));
      if (length + to - from <= longest) bytes.set(part, length);
      length += to - from;
      if (isLast) names[depth] = length <= longest ? decode(bytes.toString('utf8', 0, length)) : '';
    },
    isAt: (of, name) => names[of] === name,
  };
}

/** `"\u006cog"` is the key `log`. */
function decode(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return '';
  }
}
