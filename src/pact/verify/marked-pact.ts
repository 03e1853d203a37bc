import type { PactFile } from '../file/pact-file.ts';
import type { Job } from './job.ts';

/** The header field that tells the forwarder which interaction a request belongs to. */
export const markerField = 'X-Contract-Kit-Interaction';

type JsonObject = { [key: string]: unknown };

/**
 * A copy of the pact that holds the jobs alone and names each by its id: as description, in a request header, and in
 * place of the names of its states, so that whatever Pact asks or answers belongs to one interaction for sure.
 * Everything else is as in the file, numbers to the letter.
 */
export function toMarkedPact(pact: PactFile, jobs: readonly Job[]): string {
  const root = parseExactly(pact.text);
  // The reader of the file has seen that these are what they are taken for here and below.
  const interactions = root.interactions as readonly JsonObject[];
  const { messages: _, ...others } = root;
  return JSON.stringify({
    ...others,
    interactions: jobs.map((job) => toMarkedInteraction(interactions[job.position] ?? {}, job.id)),
    metadata: withoutPlugins(root.metadata),
  });
}

/** The id of a state: that of its interaction and its place among the states. */
export function stateId(job: Pick<Job, 'id'>, place: number): string {
  return `${job.id}-state-${place}`;
}

function toMarkedInteraction(interaction: JsonObject, id: string): JsonObject {
  const request = interaction.request as JsonObject;
  const { provider_state: _, ...others } = interaction;
  return {
    ...others,
    ...markedStates(interaction, id),
    description: id,
    request: {
      ...request,
      headers: { ...(request.headers as JsonObject | null | undefined), [markerField]: id },
    },
  };
}

function markedStates(interaction: JsonObject, id: string): JsonObject {
  const { providerStates: states, providerState, provider_state: oldest } = interaction;
  if (Array.isArray(states)) {
    return {
      providerStates: states.map((state, place) => ({
        ...(typeof state === 'string' ? {} : (state as JsonObject)),
        name: stateId({ id }, place),
      })),
    };
  }
  return providerState || oldest ? { providerState: stateId({ id }, 0) } : {};
}

/** Interactions of plugins are not among the jobs, and Pact would load the plugins. */
function withoutPlugins(metadata: unknown): unknown {
  if (metadata === null || typeof metadata !== 'object') return metadata;
  return { ...metadata, plugins: undefined };
}

/** Numbers keep their spelling: Pact tells `1.0` from `1`, and knows more digits than a double holds. */
function parseExactly(text: string): JsonObject {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && context.source !== String(value)
      ? rawJson(context.source)
      : value,
  );
}

// Node has it (ECMAScript 2026); the library of this TypeScript version does not know it.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
