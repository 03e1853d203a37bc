import { expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import type { Json } from '../../../src/finding.ts';

function compileWith(links: Json): Contract {
  const uri = 'file:///api.json';
  const root = {
    openapi: '3.1.0',
    info: { title: 'Links', version: '1' },
    paths: {
      '/things': {
        post: { operationId: 'make', responses: { '201': { description: 'made', links } } },
      },
      '/things/{id}': {
        get: {
          operationId: 'read',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { '200': { description: 'ok' } },
        },
      },
    },
  };
  const file = { uri, name: 'api.json', text: JSON.stringify(root), data: root };
  return compileContract({ uri, root, files: new Map([[uri, file]]), digest: 'sha256:0' });
}

function linksOf(contract: Contract): unknown {
  return contract.operations[0]?.responses[0]?.links.map(({ at: _, ...link }) => link);
}

it('leads to an operation by its id, and by a reference to where it stands', () => {
  const contract = compileWith({
    byId: { operationId: 'read', parameters: { 'path.id': '$response.body#/id' } },
    byReference: {
      operationRef: '#/paths/~1things~1{id}/get',
      parameters: { id: 'x-{$request.header.Tenant}' },
    },
  });
  expect({ links: linksOf(contract), problems: contract.problems }).toEqual({
    links: [
      {
        name: 'byId',
        operation: 'GET /things/{id}',
        parameters: [{ in: 'path', name: 'id', value: '$response.body#/id' }],
      },
      {
        name: 'byReference',
        operation: 'GET /things/{id}',
        parameters: [{ name: 'id', value: 'x-{$request.header.Tenant}' }],
      },
    ],
    problems: [],
  });
});

it('is a problem of the document where it cannot be followed', () => {
  const contract = compileWith({
    lost: { operationId: 'nothing' },
    elsewhere: { operationRef: 'https://other.example/api.yaml#/paths/~1x/get' },
    garbled: { operationId: 'read', parameters: { id: '$response.body.id' } },
    served: { operationId: 'read', server: { url: 'https://other.example' } },
    nameless: {},
    extra: { operationId: 'read', parameters: { id: '$request.query.id', colour: 'red' } },
  });
  expect(contract.problems.map(({ reason }) => reason)).toEqual([
    'link elsewhere is not followed: https://other.example/api.yaml#/paths/~1x/get is no operation of the document',
    'link extra gives a parameter colour that GET /things/{id} does not have',
    'link garbled is not followed: $response.body.id is no runtime expression',
    'link lost is not followed: there is no operation nothing',
    'link nameless is not followed: it names no operation',
    'link served is not followed: it leads to a server of its own',
  ]);
});
