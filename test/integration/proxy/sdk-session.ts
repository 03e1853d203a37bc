import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';

// A session of the vendor's client, in a process of its own: the client writes a file into the home directory when it is
// loaded. It calls the operation as the generated service clients do, and prints what came of each call as JSON.
const { ENDPOINT = '', ACCESS_KEY = '', SECRET_KEY = '', PROJECT = '' } = process.env;

const credentials = new BasicCredentials().withAk(ACCESS_KEY).withSk(SECRET_KEY).withProjectId(PROJECT);
const client = new ClientBuilder((made) => made).withCredential(credentials).withEndpoint(ENDPOINT).build();

const known = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const calls: readonly (readonly [instance: string, body: object])[] = [
  ['test-instance', { path: known, tags: { 'test-tags': 'one' } }],
  ['test-instance', { path: known, tags: { animal: '图' } }],
  ['test-instance', { path: known, tags: {} }],
  ['test-instance', { path: 'https://bucketName.obs.myhuaweicloud.com/image/none.jpg', tags: {} }],
  ['no-such-instance', { path: known, tags: {} }],
];

const outcomes: unknown[] = [];
for (const [instance, data] of calls) {
  const options = {
    method: 'PUT',
    url: '/v1/{project_id}/{instance_name}/image',
    contentType: 'application/json;charset=UTF-8',
    queryParams: {},
    pathParams: { project_id: PROJECT, instance_name: instance },
    headers: {},
    data,
  };
  try {
    outcomes.push(await client.sendRequest(options));
  } catch (error) {
    const { httpStatusCode, errorCode } = error as { httpStatusCode?: number; errorCode?: string };
    outcomes.push({ httpStatusCode, errorCode });
  }
}
// The client logs to stdout too.
process.stdout.write(`\n${JSON.stringify(outcomes)}`);
