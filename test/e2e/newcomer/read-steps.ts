import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../pack.ts';

/** A block of the README: a file by the name in its first line, or commands with their whole output. */
export type Step = {
  readonly title: string;
  readonly language: string;
  readonly text: string;
  readonly output?: string;
};

/** What a section of the README tells to do, in its order; its subsections are not part of it. */
export function readSteps(heading: string): readonly Step[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, section] = new RegExp(`^${heading}\\n(.*?)^##+ `, 'ms').exec(readme) ?? [];
  if (section === undefined) throw new Error(`README.md has no section ${heading}`);
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
    title: text.split('\n', 1)[0] ?? '',
  }));
  return blocks.flatMap((block, index) => {
    if (block.language === 'text') return [];
    const next = blocks[index + 1];
    return [next?.language === 'text' ? { ...block, output: next.text } : block];
  });
}
