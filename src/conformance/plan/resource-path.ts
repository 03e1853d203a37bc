/** One part of a path template between slashes, with the parameters in it. */
export type Segment = { readonly text: string; readonly parameters: readonly string[] };

/** The segments of a path template (OpenAPI 3.1 §4.8.8); a slash at the end is one without text. */
export function segmentsOf(path: string): readonly Segment[] {
  return path
    .split('/')
    .slice(1)
    .map((text) => ({
      text,
      parameters: [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''),
    }));
}

/** Whether two templates match the same paths: the names of parameters do not count, a slash at the end neither. */
export function sameForm(a: string | readonly Segment[], b: string | readonly Segment[]): boolean {
  return formOf(a) === formOf(b);
}

function formOf(path: string | readonly Segment[]): string {
  const segments = typeof path === 'string' ? segmentsOf(path) : path;
  return segments
    .map(({ text }) => text.replace(/\{[^{}]*\}/g, '{}'))
    .join('/')
    .replace(/\/$/, '');
}

/** `/tasks` for the parameter `id` of `/tasks/{id}/notes`; undefined where it is no whole segment. */
export function collectionBefore(path: string, parameter: string): string | undefined {
  const segments = segmentsOf(path);
  const index = segments.findIndex(({ text }) => text === `{${parameter}}`);
  if (index < 1) return undefined;
  return segments
    .slice(0, index)
    .map(({ text }) => `/${text}`)
    .join('');
}
