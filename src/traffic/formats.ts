import type { TrafficFormat } from './format.ts';
import { harFormat } from './har-format.ts';
import { ndjsonFormat } from './ndjson-format.ts';

/** All formats; what is like none of them is the last. */
export const formats: readonly [TrafficFormat, ...TrafficFormat[]] = [harFormat, ndjsonFormat];

/** The format that the ending of a file name tells, `.gz` left aside. */
export function formatByName(name: string): TrafficFormat | undefined {
  const ending = /\.([^.]+?)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return formats.find(({ endings }) => endings.includes(ending));
}

/** The format that the beginning of a recording tells. */
export function formatByContent(beginning: string): TrafficFormat {
  return formats.find((format) => format.isLike(beginning)) ?? ndjsonFormat;
}
