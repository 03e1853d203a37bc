/** A name without what only spelling decides: `task_id`, `taskId` and `Task-ID` are one. */
export function normalise(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The word for one member of a collection, as far as the form of the English word tells. */
export function toSingular(word: string): string {
  const plain = normalise(word);
  if (/ies$/.test(plain)) return `${plain.slice(0, -3)}y`;
  if (/(s|x|z|ch|sh)es$/.test(plain)) return plain.slice(0, -2);
  return /[^s]s$/.test(plain) ? plain.slice(0, -1) : plain;
}

const idWords: readonly string[] = ['id', 'uuid', 'guid', 'key', 'slug', 'code', 'number', 'name', 'handle'];

/**
 * The normalised names that the field for a parameter may have in what is known to be its resource, the likeliest first:
 * its own; for `taskId` under `/tasks` also `id`. A parameter with the bare name of the resource, `/tasks/{task}`, can be
 * any kind of id.
 */
export function idNames(parameter: string, resource: string): readonly string[] {
  const own = normalise(parameter);
  const names = [own, ...namesOf(parameter, resource)];
  if (own === 'id') names.push(`${toSingular(resource)}id`);
  if (own === toSingular(resource)) names.push('id', 'uuid', 'slug', 'key', 'code', 'name');
  if (own.endsWith('id')) names.push('id', 'uuid');
  return [...new Set(names)];
}

/** `id` for `taskId` and the resource `tasks`: the part of a name that is left without the name of the resource. */
export function namesOf(name: string, resource: string): readonly string[] {
  const [own, singular] = [normalise(name), toSingular(resource)];
  const rest = singular !== '' && own.startsWith(singular) ? own.slice(singular.length) : '';
  return idWords.includes(rest) ? [rest] : [];
}

/** Names that are everywhere and refer to nothing in particular. */
const bare: ReadonlySet<string> = new Set([...idWords, 'ref', 'token', 'type', 'status']);

/** Whether a name says that its value names something else: `owner_id`, `instanceName`, `sku`. */
export function isReference(name: string): boolean {
  if (bare.has(normalise(name)) || /^(page|first|last|full|display)/i.test(name)) return false;
  return /([a-z\d](Id|ID|Uuid|UUID|Key|Code|Slug|Ref|Number|Name|Handle)|[a-z\d][-_.](id|uuid|guid|key|code|slug|ref|number|name|handle)|^sku|^isbn|^ean)$/.test(
    name,
  );
}
