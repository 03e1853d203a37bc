import type { Contract, Operation, SchemaPlace } from '../contract/contract.ts';
import { joinPointer } from '../spec/pointer.ts';
import type { ClauseState, Ledger } from './clause-ledger.ts';
import { reachableSites, type SchemaSite } from './schema-site.ts';
import { schemaOf } from './sighting.ts';

const reasons = {
  shown: 'no exchange showed it',
  refused: 'no request that broke it was refused',
  scenario: 'no scenario showed it',
  silent: 'no exchange shows it by itself',
} as const;

/** Why nothing exercised a clause, as far as the document tells: by what kind of exchange it could have been. */
export function createReasons(
  contract: Contract,
  ledger: Ledger,
  siteAt: (place: SchemaPlace) => SchemaSite,
): (state: ClauseState) => string {
  const shown = new Set<ClauseState>();
  const refused = new Set<ClauseState>();
  const scenario = new Set<ClauseState>();
  const add = (set: Set<ClauseState>, place: { uri: string; pointer: string }, ...fields: string[]) => {
    for (const state of ledger.at(place.uri, joinPointer(place.pointer, ...fields))) set.add(state);
  };
  const addSchema = (schema: SchemaPlace | undefined, keywords: Set<ClauseState>) => {
    for (const site of schema ? reachableSites(siteAt(schema)) : []) {
      for (const state of site.own) shown.add(state);
      for (const { states } of site.keywords) for (const state of states) keywords.add(state);
    }
  };
  const addOperation = ({ at, parameters, requestBody, responses, security }: Operation) => {
    for (const field of ['operationId', 'responses', 'requestBody']) add(shown, at, field);
    add(shown, at);
    add(refused, at, 'security');
    for (const { at, schemes } of security)
      for (const place of [at, ...schemes.map((s) => s.at)]) add(shown, place);
    for (const parameter of parameters) {
      add(shown, parameter.at);
      add(refused, parameter.at, 'required');
      addSchema(schemaOf(parameter), refused);
    }
    if (requestBody) {
      add(shown, requestBody.at);
      add(shown, requestBody.at, 'content');
      add(refused, requestBody.at, 'required');
    }
    for (const { at, schema } of requestBody?.content ?? []) {
      add(shown, at);
      addSchema(schema, refused);
    }
    for (const response of responses) {
      add(shown, at, 'responses', response.status);
      add(shown, response.at);
      add(shown, response.at, 'content');
      for (const header of response.headers) {
        add(shown, header.at);
        addSchema(schemaOf(header), shown);
      }
      for (const { at, schema, examples } of response.content) {
        add(shown, at);
        addSchema(schema, shown);
        for (const example of examples) add(scenario, example.at);
      }
    }
  };
  for (const operation of contract.operations) addOperation(operation);
  for (const { owner, on } of contract.clauses) {
    if (/\/examples\/[^/]*$/.test(owner.pointer)) add(scenario, { ...owner, pointer: owner.pointer + on });
  }
  return (state) => {
    if (scenario.has(state)) return reasons.scenario;
    if (shown.has(state)) return reasons.shown;
    return refused.has(state) ? reasons.refused : reasons.silent;
  };
}
