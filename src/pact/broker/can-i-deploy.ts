import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { DeployAnswer, DeployQuestion, DeployRow } from '../deploy-answer.ts';
import type { Broker } from './broker.ts';
import { itemsOf, memberOf } from './hal.ts';
import { toRefusal } from './refusal.ts';

/** The broker looks at 100 rows where nothing is said, and what failed may be the next one. */
const limit = 10_000;

/**
 * Asks a broker whether a version may be deployed.
 *
 * @throws KitError `broker-refused`, also for a pacticipant or an environment that the broker does not know
 * @see https://docs.pact.io/pact_broker/can_i_deploy
 */
export async function canIDeploy(broker: Broker, question: DeployQuestion): Promise<DeployAnswer> {
  // No relation of the index leads to the matrix.
  const answer = await broker.ask({
    method: 'GET',
    url: `${broker.address.url}/matrix?${toQuery(question)}`,
  });
  const what = `cannot tell whether ${question.selectors.map(({ pacticipant }) => pacticipant).join(' and ')} may be deployed`;
  if (answer.status !== 200)
    throw toRefusal(what, answer, 'check the names: the broker lists those that it knows');
  const deployAnswer = toAnswer(answer.body);
  if (deployAnswer === undefined) throw toRefusal(`${what}: the answer has no summary`, answer);
  if (deployAnswer.rows.length >= limit) {
    throw new KitError('broker-refused', `${what}: the matrix has more than ${limit} rows`);
  }
  return deployAnswer;
}

/** As Pact's own clients ask. */
function toQuery({ selectors, to, ignore = [] }: DeployQuestion): URLSearchParams {
  const query = new URLSearchParams();
  const append = (list: string, selector: Readonly<Record<string, string | boolean>>) => {
    for (const [name, value] of Object.entries(selector)) query.append(`${list}[][${name}]`, String(value));
  };
  for (const selector of selectors) append('q', selector);
  for (const selector of ignore) append('ignore', selector);
  // What runs in an environment runs side by side, and what several selectors name is all meant.
  const isSideBySide = (to !== undefined && 'environment' in to) || selectors.length > 1;
  query.set('latestby', isSideBySide ? 'cvpv' : 'cvp');
  if (to !== undefined && 'environment' in to) query.set('environment', to.environment);
  else if (to !== undefined) query.set('tag', to.tag);
  if ((to === undefined && selectors.length === 1) || (to !== undefined && 'tag' in to))
    query.set('latest', 'true');
  query.set('limit', String(limit));
  return query;
}

function toAnswer(body: Json | undefined): DeployAnswer | undefined {
  const summary = memberOf(body, 'summary');
  const deployable = memberOf(summary, 'deployable');
  const reason = memberOf(summary, 'reason');
  if (typeof deployable !== 'boolean' && deployable !== null) return undefined;
  return {
    deployable,
    reason: typeof reason === 'string' ? reason : '',
    rows: itemsOf(memberOf(body, 'matrix')).map(toRow),
  };
}

function toRow(row: Json): DeployRow {
  const [consumer, provider] = [memberOf(row, 'consumer'), memberOf(row, 'provider')];
  const version = numberOf(provider);
  const success = memberOf(memberOf(row, 'verificationResult'), 'success');
  return {
    consumer: { name: nameOf(consumer), version: numberOf(consumer) ?? '' },
    provider: { name: nameOf(provider), version: version ?? null },
    success: typeof success === 'boolean' ? success : null,
    ...(memberOf(row, 'ignored') === true && { ignored: true as const }),
  };
}

function nameOf(pacticipant: Json | undefined): string {
  return String(memberOf(pacticipant, 'name') ?? '');
}

function numberOf(pacticipant: Json | undefined): string | undefined {
  const number = memberOf(memberOf(pacticipant, 'version'), 'number');
  return number === undefined || number === null ? undefined : String(number);
}
