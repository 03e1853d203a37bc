import { KitError } from '../errors.ts';
import { createProvider } from '../provider/provider.ts';
import { defaultSeeds, seedProject, seedUser } from '../provider/seeds.ts';
import { describeError } from './describe-error.ts';
import { main } from './main.ts';
import { openIo } from './open-io.ts';

// `npm start`: the whole kit at work on one machine. The reference provider is started on a free port, a token is fetched
// from it as a client would, and the conformance test judges it by the document. Arguments are passed to `test`.
const io = openIo();
const provider = createProvider({ clock: io.now });
const { url, close } = await provider.listen();
try {
  io.stderr(`the reference provider listens on ${url}\n`);
  const token = await fetchToken(url);
  const expired = provider.issueToken({ expiresAt: new Date(io.now().getTime() - 1000) });
  const env = { ...io.env, CONTRACT_KIT_USER_TOKEN: token, CONTRACT_KIT_USER_TOKEN_EXPIRED: expired };
  process.exitCode = await main(['test', '--target', url, ...process.argv.slice(2)], { ...io, env });
} catch (error) {
  io.stderr(describeError(error, io));
  process.exitCode = 2;
} finally {
  await close();
  provider.close();
}

/** `POST /v3/auth/tokens` of `openapi/iam.yaml`, with the seeded user. */
async function fetchToken(origin: string): Promise<string> {
  const { name, password } = seedUser;
  const user = { name, password, domain: { name: defaultSeeds.domain.name } };
  const response = await fetch(`${origin}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json;charset=utf8' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user } },
        scope: { project: { id: seedProject.id } },
      },
    }),
  });
  const token = response.headers.get('x-subject-token');
  if (token === null) throw new KitError('target-unreachable', `the token call answered ${response.status}`);
  return token;
}
