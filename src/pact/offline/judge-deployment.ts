import { KitError } from '../../errors.ts';
import type { DeployAnswer, DeployQuestion } from '../deploy-answer.ts';
import { explainAnswer } from './explain-answer.ts';
import type { Facts } from './facts.ts';
import { findIntegrations, type Integration } from './find-integrations.ts';
import { findRows, isIgnoredRow, type Row } from './find-rows.ts';
import { findMissing, findUnmet, type Judgement } from './judgement.ts';
import {
  type Ignores,
  isNameOnly,
  knowsPacticipant,
  listPacticipants,
  type ResolvedSelector,
  resolveSelector,
} from './resolve-selector.ts';

/**
 * Answers as a Pact Broker that was told the same facts (`can-i-deploy` of the pact command line, matrix of the broker 2.120.0).
 *
 * @throws KitError `broker-refused` for a pacticipant or an environment that nobody knows
 * @example judgeDeployment(facts, { selectors: [{ pacticipant: 'shop', version: '2' }], to: { environment: 'production' } })
 */
export function judgeDeployment(facts: Facts, question: DeployQuestion): DeployAnswer {
  checkQuestion(facts, question);
  const judgement = lookUp(facts, question);
  return {
    deployable: isDeployable(judgement),
    reason: explainAnswer(judgement).join('\n'),
    rows: [
      ...judgement.rows.map((row) => toDeployRow(row)),
      ...judgement.ignoredRows.map((row) => ({ ...toDeployRow(row), ignored: true as const })),
    ],
  };
}

function lookUp(facts: Facts, question: DeployQuestion): Judgement {
  const { to } = question;
  const ignored = (question.ignore ?? []).flatMap((asked) =>
    resolveSelector(facts, asked, { role: 'ignored', ignores: () => false }),
  );
  const ignores: Ignores = (pacticipant, version) =>
    ignored.some(
      (one) =>
        one.pacticipant === pacticipant &&
        (isNameOnly(one.asked) || (version !== undefined && one.fits === 'one' && one.version === version)),
    );
  const specified = question.selectors.flatMap((asked) =>
    resolveSelector(facts, asked, { role: 'specified', ignores }),
  );
  // The command line asks beside what is latest when it is given one application and no target.
  const isOpen = to !== undefined || question.selectors.length === 1;
  const integrations = findIntegrations(facts, specified, { isOpen });
  const target = to === undefined ? { latest: true } : 'tag' in to ? { latest: true, tag: to.tag } : to;
  const inferred = isOpen ? namesBeside(integrations, specified) : [];
  const selectors = [
    ...specified,
    ...inferred.flatMap((pacticipant) =>
      resolveSelector(facts, { pacticipant, ...target }, { role: 'inferred', ignores }),
    ),
  ];
  // What runs in an environment runs side by side, and what several selectors name is all meant.
  const latestBy = (to && 'environment' in to) || question.selectors.length > 1 ? 'cvpv' : 'cvp';
  const rows = findRows(facts, selectors, latestBy);
  return {
    question,
    selectors,
    ignored,
    integrations,
    rows: rows.filter((row) => !isIgnoredRow(row, ignored)),
    ignoredRows: rows.filter((row) => isIgnoredRow(row, ignored)),
  };
}

/** `DeploymentStatusSummary#deployable?` of the broker. */
function isDeployable(judgement: Judgement): boolean | null {
  const { rows } = judgement;
  if (findMissing(judgement).length > 0) return false;
  if (rows.some(({ success }) => success === undefined)) return null;
  if (findUnmet(judgement).length > 0) return null;
  return rows.every(({ success }) => success === true);
}

function namesBeside(integrations: readonly Integration[], specified: readonly ResolvedSelector[]): string[] {
  const known = new Set(specified.map(({ pacticipant }) => pacticipant));
  const names = new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider]));
  return [...names].filter((name) => !known.has(name));
}

function checkQuestion(facts: Facts, { selectors, to }: DeployQuestion): void {
  for (const { pacticipant, version, latest } of selectors) {
    if (!knowsPacticipant(facts, pacticipant)) {
      throw new KitError('broker-refused', `no pacticipant is named ${JSON.stringify(pacticipant)}`, {
        hint: documentedNames(listPacticipants(facts)),
      });
    }
    if (version !== undefined && latest) {
      throw new KitError(
        'usage-invalid',
        `a version and the latest version cannot both be asked for; received both for ${pacticipant}`,
      );
    }
  }
  if (to && 'environment' in to && !facts.environments.some(({ name }) => name === to.environment)) {
    throw new KitError('broker-refused', `no environment is named ${JSON.stringify(to.environment)}`, {
      hint: documentedNames(facts.environments.map(({ name }) => name)),
    });
  }
}

function documentedNames(names: readonly string[]): string {
  return names.length === 0 ? 'none is known' : `known: ${names.join(', ')}`;
}

function toDeployRow({
  consumer,
  consumerVersion,
  provider,
  providerVersion,
  success,
}: Row): DeployAnswer['rows'][number] {
  return {
    consumer: { name: consumer, version: consumerVersion },
    provider: { name: provider, version: providerVersion ?? null },
    success: success ?? null,
  };
}
