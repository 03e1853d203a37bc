import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type DocumentedRequest, documentedRequests } from './documented-requests.ts';
import type { Peer } from './peer.ts';
import { runChild } from './run-child.ts';

const program = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

/** `redocly respect` with an Arazzo file of one workflow for each documented example. */
export const respect: Peer = {
  name: 'redocly respect 2.77.0',
  async run({ document, url, folder }) {
    const workflows = (await documentedRequests(document)).map(toWorkflow);
    const arazzo = {
      arazzo: '1.0.1',
      info: { title: 'Documented examples', version: '1' },
      sourceDescriptions: [{ name: 'api', type: 'openapi', url: document }],
      workflows,
    };
    await writeFile(join(folder, 'examples.arazzo.yaml'), JSON.stringify(arazzo));
    const args = [program, 'respect', 'examples.arazzo.yaml', '--server', `api=${url}`];
    const options = { cwd: folder, timeout: 120_000 };
    const { seconds, text } = await runChild(
      process.execPath,
      [...args, '--json-output', 'out.json'],
      options,
    );
    const json = await readFile(join(folder, 'out.json'), 'utf8').catch(() => '');
    if (json === '') throw new Error(`respect wrote no report: ${text.slice(-300)}`);
    return { failures: [...failedChecks(JSON.parse(json))].sort(), seconds };
  },
};

function toWorkflow({ operationId, pathValues, wire, status }: DocumentedRequest, index: number): unknown {
  const query = wire.url.split('?')[1] ?? '';
  const text = wire.body && Buffer.from(wire.body).toString();
  const contentType = wire.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return {
    workflowId: `example-${index}`,
    steps: [
      {
        stepId: 'send',
        operationId: `$sourceDescriptions.api.${operationId}`,
        parameters: [
          ...Object.entries(pathValues).map(([name, value]) => ({ name, in: 'path', value })),
          ...[...new URLSearchParams(query)].map(([name, value]) => ({ name, in: 'query', value })),
          ...wire.headers
            .filter(([name]) => !/^(content-type|accept|user-agent)$/i.test(name))
            .map(([name, value]) => ({ name, in: 'header', value })),
        ],
        ...(text === undefined ? {} : { requestBody: { contentType, payload: toPayload(text) } }),
        successCriteria: [{ condition: `$statusCode == ${/^\d+$/.test(status) ? status : 200}` }],
      },
    ],
  };
}

function toPayload(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function* failedChecks(value: unknown): Generator<string> {
  if (value === null || typeof value !== 'object') return;
  const { workflowId, checks } = value as { workflowId?: unknown; checks?: unknown };
  if (Array.isArray(checks))
    for (const check of checks)
      if (check.passed === false) yield `${String(workflowId)}: ${String(check.name)}`;
  for (const entry of Object.values(value)) yield* failedChecks(entry);
}
