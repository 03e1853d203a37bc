import { type Step, toPactText } from '../../unit/pact/offline/history.ts';
import type { Fate } from '../../unit/pact/offline/play-offline.ts';

/** Plays one step into a broker by its HTTP interface, as Pact's own clients do. */
export async function playBroker(url: string, step: Step): Promise<Fate> {
  const at = (...names: readonly string[]) =>
    `${url}/${names.map((name) => encodeURIComponent(name)).join('/')}`;
  switch (step.do) {
    case 'publish':
      return await post(`${url}/contracts/publish`, {
        pacticipantName: step.consumer,
        pacticipantVersionNumber: step.version,
        ...(step.branch !== undefined && { branch: step.branch }),
        ...(step.tags !== undefined && { tags: step.tags }),
        contracts: Object.entries(step.pacts).map(([provider, content]) => ({
          consumerName: step.consumer,
          providerName: provider,
          specification: 'pact',
          contentType: 'application/json',
          content: Buffer.from(toPactText(step.consumer, provider, content)).toString('base64'),
        })),
      });
    case 'verify': {
      const { consumer, version, provider, by } = step;
      const pact = await get(at('pacts', 'provider', provider, 'consumer', consumer, 'version', version));
      if (pact === undefined) return 'refused';
      if (step.branch !== undefined) {
        await put(at('pacticipants', provider, 'branches', step.branch, 'versions', by));
      }
      for (const tag of step.tags ?? []) await put(at('pacticipants', provider, 'versions', by, 'tags', tag));
      return await post(hrefOf(pact, 'pb:publish-verification-results'), {
        success: step.success,
        providerApplicationVersion: by,
      });
    }
    case 'create':
      return await post(`${url}/environments`, { name: step.environment, production: step.production });
    case 'deploy':
    case 'release': {
      const version = await get(at('pacticipants', step.pacticipant, 'versions', step.version));
      const relation = step.do === 'deploy' ? 'pb:record-deployment' : 'pb:record-release';
      const href = version && hrefOf(version, relation, step.environment);
      if (!href) return 'refused';
      const { instance } = { instance: undefined, ...step };
      return await post(href, instance === undefined ? {} : { applicationInstance: instance });
    }
    default:
      return step satisfies never;
  }
}

type Links = { readonly _links: Readonly<Record<string, unknown>> };

/** The link of the relation, or that of the name where the relation has many. */
function hrefOf(document: Links, relation: string, name?: string): string {
  const links = [document._links[relation]].flat() as { href: string; name?: string }[]; // HAL has no others
  return links.find((link) => link !== undefined && (name === undefined || link.name === name))?.href ?? '';
}

const headers = { accept: 'application/hal+json', 'content-type': 'application/json' };

async function get(url: string): Promise<Links | undefined> {
  const answer = await fetch(url, { headers });
  const body: unknown = await answer.json();
  return answer.status === 200 ? (body as Links) : undefined; // a resource of the broker always has links
}

async function put(url: string): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, body: '{}' });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`PUT ${url} answered ${answer.status}`);
}

async function post(url: string, body: unknown): Promise<Fate> {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (answer.ok) return 'done';
  if (answer.status < 500) return 'refused';
  throw new Error(`POST ${url} answered ${answer.status}: ${text}`);
}
