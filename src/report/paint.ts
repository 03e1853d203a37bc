import { styleText } from 'node:util';

/** Colours a text; the identity where there is no colour. */
export type Paint = (style: 'red' | 'yellow' | 'green' | 'bold' | 'dim' | 'cyan', text: string) => string;

/** Makes the painter of one output. */
export function createPaint(color: boolean): Paint {
  // Whether the stream takes colours was decided by the caller; styleText would ask process.stdout again.
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

/** What text is laid out on. */
export type Page = { readonly width: number; readonly paint: Paint };
