/** Header fields as they stood in a message: name, value, name, value … (`http.IncomingMessage.rawHeaders`). */
export type RawFields = readonly string[];

/**
 * The fields of a request for the next connection. Everything that belongs to the message stays as it was written, in its
 * order; what belongs to the connection alone is left out or takes the proxy's own value in the same place (RFC 9110
 * §7.6.1). Framing fields and `TE` stay, as bodies and trailers are passed on in the coding that they have.
 */
export function toServiceFields(fields: RawFields): RawFields {
  if (!hasConnectionFields(fields)) return fields;
  const options = connectionOptions(fields);
  const kept: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const [name, value] = [fields[index] as string, fields[index + 1] as string];
    const key = name.toLowerCase();
    if (key === 'connection') kept.push(name, options.every(isOwnOption) ? value : ownOptions(options));
    else if (key === 'te' || key === 'transfer-encoding') kept.push(name, value);
    else if (!isConnectionField(key) && !options.includes(key)) kept.push(name, value);
  }
  return kept;
}

/** The connection that an answer goes out on. */
export type ClientConnection = {
  /** Whether it stays open after the answer; with `delimits`, its end is also the end of the body. */
  readonly then: 'open' | 'closed' | 'delimits';
  /** An HTTP/1.0 client: it knows no transfer codings, and closes where nothing is said (RFC 9112 §9.3). */
  readonly old: boolean;
  /** How many seconds it may be idle. */
  readonly idle: number;
};

/** The fields of an answer for the client's connection; see `toServiceFields`. */
export function toClientFields(fields: RawFields, connection: ClientConnection): RawFields {
  const { then, old, idle } = connection;
  const persistent = then === 'open';
  const speaks = hasConnectionFields(fields);
  if (!speaks && !old && then !== 'closed') return fields;
  const own = persistent ? 'keep-alive' : 'close';
  const options = speaks ? connectionOptions(fields) : [];
  const upgrade = options.includes('upgrade') ? ', Upgrade' : '';
  const chunked = !old && fields.some((name, index) => index % 2 === 0 && is(name, 'transfer-encoding'));
  const kept: string[] = [];
  let told = false;
  for (let index = 0; index < fields.length; index += 2) {
    const [name, value] = [fields[index] as string, fields[index + 1] as string];
    const key = name.toLowerCase();
    if (key === 'connection') {
      if (!told) kept.push(name, options.every((option) => option === own) ? value : own + upgrade);
      told = true;
    } else if (key === 'keep-alive') {
      if (persistent) kept.push(name, `timeout=${idle}`);
    } else if (key === 'transfer-encoding') {
      if (!old) kept.push(name, value);
    } else if (key === 'trailer') {
      // node:http refuses to announce trailers that cannot follow.
      if (chunked) kept.push(name, value);
    } else if (key === 'upgrade') {
      // Which protocols the service would rather speak (RFC 9110 §7.8).
      if (upgrade !== '') kept.push(name, value);
    } else if (!isConnectionField(key) && !options.includes(key)) {
      kept.push(name, value);
    }
  }
  if (!told && (old || then === 'closed')) kept.push('Connection', own);
  return kept;
}

/** The value of the first field of this name, which is given in lower case. */
export function findField(fields: RawFields, name: string): string | undefined {
  for (let index = 0; index < fields.length; index += 2) {
    if (is(fields[index] as string, name)) return fields[index + 1];
  }
  return undefined;
}

export function toPairs(fields: RawFields): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < fields.length; index += 2)
    pairs.push([fields[index] as string, fields[index + 1] as string]);
  return pairs;
}

function is(name: string, key: string): boolean {
  return name.length === key.length && (name === key || name.toLowerCase() === key);
}

const connectionFields = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const lengths = new Set([...connectionFields].map(({ length }) => length));

function isConnectionField(key: string): boolean {
  return connectionFields.has(key) && key !== 'trailer';
}

/** Most messages have none of them; only names of these lengths are looked at. */
function hasConnectionFields(fields: RawFields): boolean {
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] as string;
    if (lengths.has(name.length) && connectionFields.has(name.toLowerCase())) return true;
  }
  return false;
}

/** In lower case; a field may be repeated. */
function connectionOptions(fields: RawFields): readonly string[] {
  const options: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    if (!is(fields[index] as string, 'connection')) continue;
    for (const option of (fields[index + 1] as string).split(',')) options.push(option.trim().toLowerCase());
  }
  return options.filter((option) => option !== '');
}

/** What the proxy says of its own connection to the service too. */
function isOwnOption(option: string): boolean {
  return option === 'keep-alive' || option === 'te';
}

function ownOptions(options: readonly string[]): string {
  return options.includes('te') ? 'keep-alive, TE' : 'keep-alive';
}
