import { fileURLToPath } from 'node:url';

/** The bundled ImageSearch document; the path is the same from `src/spec` and from `dist/spec`. */
export const bundledSpec: string = fileURLToPath(new URL('../../openapi/imagesearch.yaml', import.meta.url));
