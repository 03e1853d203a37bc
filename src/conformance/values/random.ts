/** A seed for one place of the plan, so that a value does not change when another place gets more cases. */
export function deriveSeed(seed: number, name: string): number {
  let hash = 2_166_136_261 ^ seed;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 16_777_619);
  return hash >>> 0;
}
