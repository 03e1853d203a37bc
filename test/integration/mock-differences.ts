/**
 * Where our mock answers otherwise than Prism 5.16.0, each with its reason. `bug`: Prism does what its document or HTTP
 * forbids, or nothing at all. `documented`: the document has an answer where Prism has one of its own, or the first of many.
 */
export type Difference = {
  readonly kind: 'bug' | 'documented';
  readonly reason: string;
  /** Names of requests by their document, as in `mock/differential-cases.ts`. */
  readonly requests: Readonly<Record<string, readonly string[]>>;
};

const imagesearch = 'openapi/imagesearch.yaml';
const iam = 'openapi/iam.yaml';
const variety = 'test/integration/mock/variety.yaml';
const petstore = '../shared/corpora/openapi-examples/v3.0/petstore-expanded.yaml';
const tictactoe = '../shared/corpora/openapi-examples/v3.1/tictactoe.yaml';

export const differences: readonly Difference[] = [
  {
    kind: 'documented',
    reason: 'the scenario with the same fault is answered, not the first of the 400 examples',
    requests: {
      [imagesearch]: [
        'modify, no body',
        'modify, path a number',
        'modify, path a boolean',
        'modify, tags missing',
        'modify, tags null',
        'modify, tags a list',
        'modify, tag a number',
        'modify, both of a wrong type',
      ],
    },
  },
  {
    kind: 'documented',
    reason: 'the scenario with the same content is answered, which no schema could refuse',
    requests: { [imagesearch]: ['modify, path empty', 'modify, tag undeclared', 'unknown instance'] },
  },
  {
    kind: 'documented',
    reason: 'the 404 that all operations document is what an unknown path gets',
    requests: { [imagesearch]: ['unknown path', 'root', 'closing slash'] },
  },
  {
    kind: 'documented',
    reason: 'a path parameter is never empty (OpenAPI 3.1 §4.8.12 `required`), so the path is an unknown one',
    requests: { [imagesearch]: ['empty instance'] },
  },
  {
    kind: 'documented',
    reason: 'the example method-unknown of the documented 404 says what a wrong method gets',
    requests: {
      [imagesearch]: ['GET', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'].map(
        (method) => `modify, with ${method}`,
      ),
    },
  },
  {
    kind: 'bug',
    reason: 'Prism wraps the 404 of an example that is not there into a 500 that names no reason',
    requests: {
      [imagesearch]: ['modify, prefer: code=400, example=nope'],
      [iam]: ['login, prefer: code=400, example=nope'],
      [variety]: ['list, prefer: code=400, example=nope'],
      [petstore]: ['add a pet, prefer: code=400, example=nope'],
      [tictactoe]: ['mark, prefer: code=400, example=nope'],
    },
  },
  {
    kind: 'bug',
    reason: 'Prism names a media type for a body that is not there',
    requests: {
      [variety]: [
        'put',
        'put, prefer: example=nope',
        'put, prefer: code=400, example=nope',
        'put, prefer: dynamic=false',
        'put, prefer: return=minimal',
        'put, prefer: respond-async, wait=10',
        'put, ?__example=nope',
        'put, prefer: dynamic=true',
        'put, ?__dynamic=true',
        'put, an unknown query parameter',
        'put, no body',
        'put, a form',
        'delete, Bearer x',
      ],
      [petstore]: ['delete a pet'],
    },
  },
  {
    kind: 'bug',
    reason: 'Prism takes the names of authentication schemes by case (RFC 9110 §11.1: they have none)',
    requests: { [variety]: ['delete, bearer x'] },
  },
  {
    kind: 'bug',
    reason: 'Prism leaves out WWW-Authenticate, which a 401 must have (RFC 9110 §15.5.2)',
    requests: { [variety]: ['GET /basic, authorization: Basic'] },
  },
  {
    kind: 'bug',
    reason: 'Prism takes any +json type for application/json',
    requests: { [variety]: ['make, a vendor type'] },
  },
  {
    kind: 'bug',
    reason: 'Prism takes an empty text for an integer',
    requests: { [variety]: ['GET /items?limit='] },
  },
  {
    kind: 'bug',
    reason: 'Prism sends */* as a Content-Type, which is no media type (RFC 9110 §8.3)',
    requests: { [variety]: ['GET /any'] },
  },
  {
    kind: 'bug',
    reason: 'Prism never answers, or its process ends',
    requests: {
      [imagesearch]: [
        'malformed JSON',
        'broken percent-encoding',
        'an Accept that is none',
        'a violation at a key in Chinese',
      ],
    },
  },
  {
    kind: 'bug',
    reason: 'Prism answers with an internal error of its HTTP library',
    requests: { [imagesearch]: ['a Content-Type that is none'] },
  },
];
