import { KitError } from '../../errors.ts';

/**
 * Where each kind of fact stands in the folder: one file a fact, and the path says what it is about. A name in a path is written
 * with every character but letters, digits and `. _ ~ -` percent-encoded, as in a URL.
 */
const layout = {
  pacticipants: ['pacticipant'],
  versions: ['pacticipant', 'number'],
  branches: ['pacticipant', 'branch', 'number'],
  tags: ['pacticipant', 'tag', 'number'],
  pacts: ['consumer', 'version', 'provider'],
  results: ['provider', 'providerVersion', 'consumer', 'file'],
  environments: ['environment'],
  deployments: ['environment', 'deployed'],
  releases: ['environment', 'pacticipant', 'version'],
} as const;

export type FactKind = keyof typeof layout;

/** Says that a folder is one of these, and in which version of the layout. */
export const markerPath = 'offline-broker.json';
export const markerText = `${JSON.stringify({ version: 1 })}\n`;

export const factKinds = Object.keys(layout) as readonly FactKind[];

/** @example toPath('versions', 'shop', 'feat/x') // 'versions/shop/feat%2Fx.json' */
export function toPath(kind: FactKind, ...names: readonly string[]): string {
  return `${[kind, ...names.map(toSegment)].join('/')}.json`;
}

/** The file of what runs as one instance of an application. */
export function toDeploymentPath(environment: string, pacticipant: string, instance?: string): string {
  const deployed =
    instance === undefined ? toSegment(pacticipant) : `${toSegment(pacticipant)}@${toSegment(instance)}`;
  return `deployments/${toSegment(environment)}/${deployed}.json`;
}

/** The kind of a fact and the names in its path. */
export type FactPlace = { readonly kind: FactKind; readonly names: readonly string[] };

/**
 * @throws KitError `input-unreadable` for a path that is not one of the layout
 * @example fromPath('versions/shop/1.0.json') // { kind: 'versions', names: ['shop', '1.0'] }
 */
export function fromPath(path: string): FactPlace {
  const [kind = '', ...segments] = path.replace(/\.json$/, '').split('/');
  if (!isFactKind(kind) || !path.endsWith('.json') || segments.length !== layout[kind].length) {
    throw new KitError('input-unreadable', `${path} is not where a fact can stand`, {
      hint: isFactKind(kind)
        ? `documented ${kind}/${layout[kind].map((name) => `<${name}>`).join('/')}.json`
        : hint,
    });
  }
  if (kind === 'deployments') {
    const [environment = '', deployed = ''] = segments;
    return {
      kind,
      names: [environment, ...deployed.split('@')].map((segment) => fromSegment(segment, path)),
    };
  }
  return { kind, names: segments.map((segment) => fromSegment(segment, path)) };
}

const hint = `documented ${factKinds.map((kind) => `${kind}/`).join(', ')} and ${markerPath}`;

function isFactKind(name: string): name is FactKind {
  return Object.hasOwn(layout, name);
}

function toSegment(name: string): string {
  if (name === '' || !name.isWellFormed()) {
    throw new KitError(
      'usage-invalid',
      `a name cannot be used in a folder of facts; received ${JSON.stringify(name)}`,
    );
  }
  // A dot at an end would hide the file, or be lost on Windows.
  return encodeURIComponent(name)
    .replace(/[!'()*]/g, toPercent)
    .replace(/^\.|\.$/g, toPercent);
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Two ways to write one name would be two facts, so there is only one. */
function fromSegment(segment: string, path: string): string {
  const name = decode(segment);
  if (name !== undefined && name !== '' && toSegment(name) === segment) return name;
  throw new KitError(
    'input-unreadable',
    `${path} is not written as a name is written in a path${name ? `; documented ${toSegment(name)}` : ''}`,
  );
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not a percent-encoded text; the caller says so.
    return undefined;
  }
}
