import type { Finding } from '../../../src/finding.ts';
import type { Report } from '../../../src/report/report.ts';

const operation = 'PUT /v1/{project_id}/{instance_name}/image';

const finding: Finding = {
  rule: 'response-body-schema',
  severity: 'error',
  message: 'the property result is missing in the response body',
  operation,
  clause: 'modify-200-result',
  statement: 'Modification result. Not included when the API fails to be called.',
  spec: {
    file: 'openapi/imagesearch.yaml',
    line: 118,
    column: 15,
    pointer: '/components/schemas/Success/required/0',
  },
  at: { exchange: 3, side: 'response', pointer: '/body' },
  origin: { label: 'examples/success' },
  expected: ['result'],
  actual: {},
  hint: 'send result with every 200',
  fingerprint: '0123456789ab',
  reproduce:
    'curl -X PUT \'http://127.0.0.1:4000/v1/p/catalog/image\' -H \'Content-Type: application/json\' -H "X-Auth-Token: $CONTRACT_KIT_TOKEN" --data-raw \'{"path":"a","tags":{}}\'',
  count: 3,
};

/** One of everything that a report can hold. */
export const exampleReport: Report = {
  version: 1,
  contract: { title: 'ImageSearch', version: 'v1', digest: `sha256:${'a'.repeat(64)}` },
  verdict: { status: 'unchecked', reasons: ['2 things could not be checked', '1 error'] },
  summary: {
    exchanges: 12,
    checked: 10,
    errors: 1,
    warnings: 1,
    unchecked: [
      {
        reason: 'the schema has a pattern that is no regular expression',
        count: 2,
        spec: { file: 'openapi/imagesearch.yaml', line: 7, column: 3, pointer: '/x' },
      },
    ],
    skipped: [{ reason: 'no server of the document: https://ads.example', count: 3 }],
    notes: [{ reason: 'a valid request was refused, perhaps for its data: tags.long', count: 2 }],
  },
  findings: [
    finding,
    {
      rule: 'response-status-unknown',
      severity: 'warning',
      message: 'received status 299, documented are 200 and 400',
      operation,
      fingerprint: 'ba9876543210',
      at: { exchange: 4, side: 'response', pointer: '/status' },
    },
  ],
  coverage: {
    operations: [
      {
        operation,
        exchanges: 12,
        statuses: [
          { status: '200', exchanges: 8 },
          { status: '400', exchanges: 4 },
        ],
      },
    ],
    clauses: [
      {
        id: 'modify-200-result',
        strength: 'documented',
        state: 'violated',
        by: ['probe'],
        text: 'Modification result. Not included when the API fails to be called.',
        source: 'page 02_0014, table 4',
        operation,
      },
      {
        id: 'modify-body-path',
        strength: 'documented',
        state: 'proven',
        by: ['probe'],
        text: 'Image URL',
        source: 'page 02_0014, table 3',
        operation,
      },
      {
        id: 'modify-merge',
        strength: 'assumed',
        state: 'unexercised',
        by: [],
        reason: 'the tags of an image cannot be read back',
        text: 'Tags are merged',
        source: 'none',
        operation,
      },
      {
        id: 'region-hosts',
        strength: 'documented',
        state: 'unexercised',
        by: [],
        text: 'Endpoints differ by region',
        source: 'page 02_0004',
      },
    ],
  },
  reach: [
    { operation: 'PUT /image', status: '200', state: 'reached', by: 'baseline:PutImage:example-dog' },
    {
      operation: 'PUT /image',
      status: '400',
      code: 'IS.0001',
      state: 'reached',
      by: 'negative:PutImage:/body/tags:type:null',
    },
    { operation: 'PUT /image', status: '404', state: 'unreached', reason: 'nothing provoked it' },
    {
      operation: 'PUT /image',
      status: '404',
      code: 'A.1',
      state: 'unreached',
      reason: 'nothing provoked it',
    },
    {
      operation: 'PUT /image',
      status: '500',
      state: 'unreached',
      reason: 'server errors are never provoked on purpose',
    },
  ],
  interactions: [
    {
      pact: 'contracts/shop-ImageSearch.json',
      consumer: 'shop',
      provider: 'ImageSearch',
      description: 'saves tags',
      states: [{ name: 'an image exists', params: { token: '[redacted]' } }],
      status: 'pass',
      document: 'broken',
      mismatches: [],
      milliseconds: 12,
    },
    {
      pact: 'contracts/shop-ImageSearch.json',
      consumer: 'shop',
      provider: 'ImageSearch',
      description: 'is told that the token is wrong',
      states: [],
      status: 'fail',
      document: 'kept',
      mismatches: [
        { part: 'status', path: '', expected: 401, actual: 403, message: 'expected 401 but was 403' },
        {
          part: 'body',
          path: '/error_code',
          expected: 'APIGW.0301',
          actual: 'IS.0001',
          message: 'not equal',
        },
      ],
      milliseconds: 8,
    },
    {
      pact: 'contracts/shop-ImageSearch.json',
      consumer: 'shop',
      provider: 'ImageSearch',
      description: 'will delete tags one day',
      states: [],
      status: 'pending',
      document: 'unchecked',
      mismatches: [],
      reason: 'the service did not answer within 30000 ms',
      milliseconds: 30000,
    },
    {
      pact: 'contracts/web-ImageSearch.json',
      consumer: 'web',
      provider: 'ImageSearch',
      description: 'lists images',
      states: [],
      status: 'unchecked',
      document: 'unchecked',
      mismatches: [],
      reason: 'Pact sent no request for it',
      milliseconds: 0,
    },
  ],
};

/** What a run that saw nothing ends with. */
export const emptyReport: Report = {
  version: 1,
  contract: { title: '', version: '', digest: `sha256:${'0'.repeat(64)}` },
  verdict: { status: 'unchecked', reasons: ['nothing was checked'] },
  summary: { exchanges: 0, checked: 0, errors: 0, warnings: 0, unchecked: [], skipped: [] },
  findings: [],
  coverage: { operations: [], clauses: [] },
};

const megabyte = 'x'.repeat(1024 * 1024);

/** Texts that break a renderer which trusts them. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  ']]> <![CDATA[',
  '&amp; &lt; &#0; " \' `',
  '::error file=a,line=1::owned',
  'line\n::warning::owned\r\n##[error]owned ##vso[task.complete result=Succeeded;] ##teamcity[testFailed]',
  '\u001b[31mred\u001b[0m \u001b]8;;http://evil\u0007link \u0000 \u0008 \u007f \u009b31m',
  'right to left \u202e txet \u200b \u2028 \ufeff',
  'lone surrogate \ud800 and \udc00, no character \uffff',
  '图像搜索 的标签',
  `${'a '.repeat(100)}:: ${'b'.repeat(200)} ::error::owned`,
  megabyte,
];

/** The example with one text everywhere a text can come from the API or the document. */
export function hostileReport(text: string): Report {
  const spec = { file: text, line: 1, column: 1, pointer: text };
  return {
    ...exampleReport,
    contract: { ...exampleReport.contract, title: text, version: text },
    verdict: { status: 'fail', reasons: [text] },
    summary: {
      ...exampleReport.summary,
      unchecked: [{ reason: text, count: 1, spec }],
      skipped: [{ reason: text, count: 2 }],
    },
    findings: [
      {
        ...finding,
        message: text,
        operation: `PUT ${text}`,
        clause: text,
        statement: text,
        spec,
        at: { exchange: 1, side: 'response', pointer: text },
        origin: { label: text, line: 1 },
        expected: text,
        actual: { [text]: [text] },
        hint: text,
        reproduce: `curl '${text}' --data '${text}'`,
      },
    ],
    reach: [
      { operation: `PUT ${text}`, status: text, code: text, state: 'reached', by: text },
      { operation: `PUT ${text}`, status: text, code: text, state: 'unreached', reason: text },
    ],
    interactions: (['pass', 'fail', 'pending', 'unchecked'] as const).map((status) => ({
      pact: text,
      consumer: text,
      provider: text,
      description: text,
      states: [{ name: text, params: { [text]: text } }],
      status,
      document: 'broken',
      mismatches: [{ part: 'body', path: text, expected: text, actual: { [text]: text }, message: text }],
      reason: text,
      milliseconds: 1,
    })),
    coverage: {
      operations: [{ operation: `PUT ${text}`, exchanges: 1, statuses: [{ status: text, exchanges: 1 }] }],
      clauses: [
        { id: text, strength: 'documented', state: 'violated', by: ['probe'], text, source: text },
        {
          id: `${text}2`,
          strength: 'assumed',
          state: 'unexercised',
          by: [],
          reason: text,
          text,
          source: text,
        },
      ],
    },
  };
}
