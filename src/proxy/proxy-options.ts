import type { Contract } from '../contract/contract.ts';
import { KitError } from '../errors.ts';
import type { Finding } from '../finding.ts';

export type ProxyOptions = {
  /** The service. Requests keep their paths; the path of this URL says where on the service the API begins. */
  readonly target: string;
  /** A path or URL of the document; the bundled ImageSearch document where neither this nor `contract` is given. */
  readonly spec?: string;
  /** What a relative `spec` is relative to; the working directory where nothing is said. */
  readonly cwd?: string;
  /** A contract in place of `spec`. Its document is judged by, with the target as its server. */
  readonly contract?: Contract;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string;
  /** Refuse what is broken; by default everything passes and is only judged. */
  readonly enforce?: boolean;
  /** A `.ndjson` or `.har` file that every call is added to, without its secrets. */
  readonly record?: string;
  /** Begin a new file when the recording would grow over this many bytes. */
  readonly rotateSize?: number;
  /** The share of calls that are judged, from 0 to 1; 1 where nothing is said. */
  readonly sample?: number;
  /** Of the sample; 1 where nothing is said. */
  readonly seed?: number;
  /** Milliseconds of silence until the service begins to answer; 60,000 where nothing is said. */
  readonly timeout?: number;
  /** Milliseconds for a whole request to arrive; 300,000 where nothing is said. */
  readonly requestTimeout?: number;
  /** The longest body in bytes that is judged and recorded; 1 MiB where nothing is said. Longer ones pass unjudged. */
  readonly bodyLimit?: number;
  /** PEM texts: who may sign the certificate of the service, and the proxy's own. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Send the target's host in place of the one that the client asked for; a signature over the host breaks by that. */
  readonly rewriteHost?: boolean;
  /** A second port, on 127.0.0.1, that shows the journal; 0 takes a free one. */
  readonly adminPort?: number;
  /** How many calls the journal keeps; 100 where nothing is said. */
  readonly journal?: number;
  /** Names of headers and keys that carry secrets, on top of the known ones. */
  readonly secrets?: readonly string[];
  /** Named in HAR files. */
  readonly creator?: { readonly name: string; readonly version: string };
  /** Called for each fault when it is seen for the first time. */
  readonly onFinding?: (finding: Finding) => void;
  /** Gets a sentence for each thing that whoever runs the proxy should know. */
  readonly log?: (line: string) => void;
  readonly now?: () => Date;
};

/** Bytes of bodies that are kept at the same time, of all running calls. */
const memory = 64 * 1024 * 1024;

/**
 * The options with what holds where nothing is said.
 *
 * Throws KitError `usage-invalid` for a value that cannot be used.
 */
export function readSettings(options: ProxyOptions) {
  const { sample = 1, bodyLimit = 1024 * 1024, timeout = 60_000 } = options;
  if (!(sample >= 0 && sample <= 1))
    throw new KitError('usage-invalid', `the sample wants a share from 0 to 1, received ${sample}`);
  if (options.enforce && sample < 1)
    throw new KitError(
      'usage-invalid',
      'a proxy that enforces the contract judges every call, so it takes no sample',
    );
  return {
    target: readTarget(options.target),
    sample,
    seed: options.seed ?? 1,
    enforce: options.enforce ?? false,
    rotateSize: options.rotateSize,
    timeout,
    requestTimeout: options.requestTimeout ?? 300_000,
    bodyLimit,
    memory: Math.max(memory, 2 * bodyLimit),
    rewriteHost: options.rewriteHost ?? false,
    secrets: options.secrets ?? [],
    creator: options.creator ?? { name: 'contract-kit', version: '' },
    log: options.log ?? (() => {}),
    now: options.now ?? (() => new Date()),
  };
}

function readTarget(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '')
    return url;
  throw new KitError(
    'usage-invalid',
    `the target wants an http or https URL, received ${JSON.stringify(text)}`,
    {
      hint: 'the address of the service, such as http://127.0.0.1:4000, without credentials and query',
    },
  );
}
