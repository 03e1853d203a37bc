import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const contracts = fileURLToPath(new URL('../../contracts/', import.meta.url));

/**
 * Writes the contract of catalogue-retagger with another answer to a success into a folder, and gives the file. The document
 * allows every text as `result` and nothing beside it; the provider answers with `Success`.
 */
export function writeChangedPact(folder: string, body: Readonly<Record<string, unknown>>): string {
  const pact = JSON.parse(readFileSync(join(contracts, 'catalogue-retagger-ImageSearch.json'), 'utf8'));
  const { response } = pact.interactions.find(
    (interaction: { response: { status: number } }) => interaction.response.status === 200,
  );
  response.matchingRules = {};
  response.body.content = body;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'catalogue-retagger-ImageSearch.json');
  writeFileSync(file, JSON.stringify(pact));
  return file;
}
