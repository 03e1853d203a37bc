import { describe, expect, it } from 'vitest';
import { toContract } from './to-contract.ts';

/** What a document with these paths and servers makes of a request, in one line. */
function toMatcher(paths: readonly string[], servers: readonly string[] = [], given?: readonly string[]) {
  const text = paths.map((path) => {
    const [methods = '', template = ''] = path.split(/ (.*)/s);
    const operations = methods.split(',').map((method) => `${method.toLowerCase()}: {responses: {}}`);
    return `  ${JSON.stringify(template)}: {${operations.join(', ')}}`;
  });
  const contract = toContract(
    `servers: [${servers.join(', ')}]\npaths:\n${text.join('\n')}\n`,
    given ? { servers: given } : {},
  );
  return (request: string) => {
    const [method = '', url = ''] = request.split(/ (.*)/s);
    const match = contract.match(method, url);
    if (match.kind === 'operation') return `${match.operation.key} ${JSON.stringify(match.pathValues)}`;
    return match.kind === 'method-unknown' ? `${match.kind} ${match.path} ${match.methods}` : match.kind;
  };
}

describe('paths', () => {
  const match = toMatcher([
    'GET /',
    'GET,PUT /pets',
    'GET /pets/mine',
    'GET,DELETE /pets/{id}',
    'GET /pets/{id}/toys/{toy}',
    'GET /pets/mine/food',
    'GET /files/{name}.json',
    'GET /files/{name}',
    'GET /range/{from}-{to}',
    'GET /range/v{n}-{to}.x',
    'GET /report.{format}',
    'GET /trail/',
    'GET /a b/café/%7euser',
    'GET /x/{a}/y',
    'GET /x/z/w',
  ]);
  it.each([
    ['GET /', 'GET / {}'],
    ['GET /pets', 'GET /pets {}'],
    ['GET /pets?a=/b/c', 'GET /pets {}'],
    ['GET /pets#frag/x', 'GET /pets {}'],
    ['GET /pets/', 'path-unknown'],
    ['GET /trail/', 'GET /trail/ {}'],
    ['GET /trail', 'path-unknown'],
    ['GET /pets/mine', 'GET /pets/mine {}'],
    ['DELETE /pets/mine', 'DELETE /pets/{id} {"id":"mine"}'],
    ['GET /pets/7', 'GET /pets/{id} {"id":"7"}'],
    ['GET /pets/a%2Fb%zz', 'GET /pets/{id} {"id":"a%2Fb%zz"}'],
    ['GET /pets/%6Dine', 'GET /pets/mine {}'],
    ['GET /pets//toys/1', 'path-unknown'],
    ['GET /pets/7/toys/%E2%82', 'GET /pets/{id}/toys/{toy} {"id":"7","toy":"%E2%82"}'],
    ['GET /pets/mine/toys/1', 'GET /pets/{id}/toys/{toy} {"id":"mine","toy":"1"}'],
    ['GET /x/z/y', 'GET /x/{a}/y {"a":"z"}'],
    ['GET /files/a.b.json', 'GET /files/{name}.json {"name":"a.b"}'],
    ['GET /files/.json', 'GET /files/{name} {"name":".json"}'],
    ['GET /files/a.xml', 'GET /files/{name} {"name":"a.xml"}'],
    ['GET /range/1-2-3', 'GET /range/{from}-{to} {"from":"1","to":"2-3"}'],
    ['GET /range/v1-2.x', 'GET /range/v{n}-{to}.x {"n":"1","to":"2"}'],
    ['GET /range/-3', 'path-unknown'],
    ['GET /report.pdf', 'GET /report.{format} {"format":"pdf"}'],
    ['GET /a%20b/caf%C3%A9/~user', 'GET /a b/café/%7euser {}'],
    ['GET /a b/café/%7Euser', 'GET /a b/café/%7euser {}'],
    ['HEAD /pets', 'method-unknown /pets GET,PUT'],
    ['get /pets', 'method-unknown /pets GET,PUT'],
    ['POST /pets/mine', 'method-unknown /pets/mine GET'],
    ['GET pets', 'path-unknown'],
    ['OPTIONS *', 'path-unknown'],
    ['CONNECT host:443', 'path-unknown'],
    ['GET ', 'path-unknown'],
    ['GET //pets', 'path-unknown'],
  ])('%s → %s', (request, expected) => {
    expect(match(request)).toBe(expected);
  });
});

describe('servers', () => {
  const match = toMatcher(
    ['GET /a', 'GET /b/{id}'],
    [
      '{url: "https://API.example.com/v1/"}',
      '{url: "http://plain.example:8080"}',
      '{url: "https://{region}.cloud.example:{port}/{stage}", variables: {region: {default: eu}, port: {default: "443", enum: ["443", "8443"]}, stage: {default: live, enum: [live, test]}}}',
    ],
  );
  it.each([
    ['GET https://api.example.com/v1/a', 'GET /a {}'],
    ['GET HTTPS://Api.Example.COM:443/v1/b/2?x', 'GET /b/{id} {"id":"2"}'],
    ['GET https://user:pass@api.example.com/v1/a', 'GET /a {}'],
    ['GET https://api.example.com/v1/c', 'path-unknown'],
    ['PUT https://api.example.com/v1/a', 'method-unknown /a GET'],
    ['GET https://api.example.com/v2/a', 'server-unknown'],
    ['GET https://api.example.com', 'server-unknown'],
    ['GET https://api.example.com:444/v1/a', 'server-unknown'],
    ['GET http://api.example.com/v1/a', 'server-unknown'],
    ['GET http://plain.example:8080/a', 'GET /a {}'],
    ['GET http://plain.example/a', 'server-unknown'],
    ['GET http://plain.example:8080', 'path-unknown'],
    ['GET https://us.cloud.example/live/a', 'GET /a {}'],
    ['GET https://us.cloud.example:8443/test/a', 'GET /a {}'],
    ['GET https://us.cloud.example:9443/test/a', 'server-unknown'],
    ['GET https://us.cloud.example/dev/a', 'server-unknown'],
    ['GET https://other.example/v1/a', 'server-unknown'],
    ['GET /v1/a', 'GET /a {}'],
    ['GET /a', 'GET /a {}'],
    ['GET /live/a', 'GET /a {}'],
    ['GET /v2/a', 'path-unknown'],
  ])('%s → %s', (request, expected) => {
    expect(match(request)).toBe(expected);
  });

  it('takes any host for a relative server, and for none', () => {
    expect(toMatcher(['GET /a'], ['{url: /v1}'])('GET https://any.example/v1/a')).toBe('GET /a {}');
    expect(toMatcher(['GET /a'], ['{url: v1}'])('GET /api/v1/a')).toBe('path-unknown');
    expect(toMatcher(['GET /a'], ['{url: v1}'])('GET /v1/a')).toBe('GET /a {}');
    expect(toMatcher(['GET /a'])('GET https://any.example:1/a')).toBe('GET /a {}');
    expect(toMatcher(['GET /'], ['{url: https://h.example}'])('GET https://h.example')).toBe('GET / {}');
    expect(toMatcher(['GET /'], ['{url: https://h.example}'])('GET https://h.example?q')).toBe('GET / {}');
  });

  it('captures no server variable as a path value', () => {
    const variable = '{url: "/{stage}/v{n}", variables: {stage: {default: live}, n: {default: "1"}}}';
    expect(toMatcher(['GET /b/{id}'], [variable])('GET /dev/v2/b/3')).toBe('GET /b/{id} {"id":"3"}');
    expect(
      toMatcher(
        ['GET /b'],
        ['{url: "{base}/x", variables: {base: {default: "https://h.example/y"}}}'],
      )('GET https://h.example/y/x/b'),
    ).toBe('GET /b {}');
  });

  it('replaces them all with the given ones', () => {
    const local = toMatcher(
      ['GET /a'],
      ['{url: "https://api.example.com/v1"}'],
      ['http://127.0.0.1:4000/base'],
    );
    expect(local('GET http://127.0.0.1:4000/base/a')).toBe('GET /a {}');
    expect(local('GET /base/a')).toBe('GET /a {}');
    expect(local('GET https://api.example.com/v1/a')).toBe('server-unknown');
    expect(local('GET /v1/a')).toBe('path-unknown');
  });

  it('keeps operations of one path on different servers apart', () => {
    const contract = toContract(`
paths:
  /a:
    get: {servers: [{url: 'https://read.example'}], responses: {}}
    put: {servers: [{url: 'https://write.example/w'}], responses: {}}
`);
    const kinds = ['https://read.example/a', 'https://write.example/w/a', 'https://write.example/a'].map(
      (url) => [contract.match('GET', url).kind, contract.match('PUT', url).kind],
    );
    expect(kinds).toEqual([
      ['operation', 'method-unknown'],
      ['method-unknown', 'operation'],
      ['server-unknown', 'server-unknown'],
    ]);
  });
});
