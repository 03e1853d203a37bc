import { createServer, type RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { listen } from '../../../src/exchange/listen.ts';
import { loadSpec } from '../../../src/spec/load.ts';

const document = await loadSpec(
  fileURLToPath(new URL('../../../openapi/imagesearch.yaml', import.meta.url)),
  {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
  },
);

/** The bundled contract, for a server at this address. */
export function contractFor(url?: string): Contract {
  return compileContract(document, url === undefined ? {} : { servers: [url] });
}

/** A server of `node:http` on a free port. */
export function serve(listener: RequestListener): ReturnType<typeof listen> {
  return listen(createServer(listener), {});
}

/** A JSON answer, of a server that does what it likes. */
export function answerJson(status: number, body: unknown): RequestListener {
  return (request, response) => {
    request.resume().once('end', () => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  };
}
