import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../src/exchange/listen.ts';
import { read, startTestProxy, success, toRequest } from './start.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const file = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(file(name), 'utf8');
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });

beforeAll(() => {
  if (!hasOpenssl) return;
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=Test CA',
    '-days',
    '2',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  for (const [name, extension] of [
    ['service', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ['stranger', 'subjectAltName=DNS:stranger.example'],
    ['client', 'extendedKeyUsage=clientAuth'],
  ] as const) {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    writeFileSync(file(`${name}.ext`), extension);
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    );
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A service behind TLS; its URL has the name `localhost`. */
async function startSecureService(name: string, options: ServerOptions = {}) {
  const clients: unknown[] = [];
  const server = createServer(
    { key: pem(`${name}.key`), cert: pem(`${name}.pem`), ...options },
    (request, response) => {
      clients.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN);
      success(request, response);
    },
  );
  const { url, close } = await listen(server, {});
  onTestFinished(() => {
    server.closeAllConnections();
    return close();
  });
  return { target: url.replace('http://127.0.0.1', 'https://localhost'), clients };
}

const messageOf = async (url: string) =>
  (await read(await fetch(toRequest(url)))).body as { error_msg?: string; result?: string };

if (!hasOpenssl) it.skip('TLS to the service (skipped: this machine has no openssl)', () => {});
describe.skipIf(!hasOpenssl)('TLS to the service', () => {
  it('is trusted with the certificate of its authority', async () => {
    const { target } = await startSecureService('service');
    const { proxy } = await startTestProxy({ target, tls: { ca: pem('ca.pem') } });
    expect(await messageOf(proxy.url)).toEqual({ result: 'Success' });
    expect(await messageOf(proxy.url)).toEqual({ result: 'Success' });
    await proxy.close();
    const { checked, findings } = proxy.results();
    expect({ checked, findings }).toEqual({ checked: 2, findings: [] });
  });

  it.each([
    ['no authority', 'service', {}, 'its certificate is signed by an authority that no --ca vouches for'],
    ['another host', 'stranger', { ca: true }, 'its certificate is for another host'],
  ] as const)('is not trusted with %s', async (_, name, trust, reason) => {
    const { target } = await startSecureService(name);
    const { proxy } = await startTestProxy({ target, tls: 'ca' in trust ? { ca: pem('ca.pem') } : {} });
    expect(await messageOf(proxy.url)).toMatchObject({ error_msg: `The service gave no answer: ${reason}` });
  });

  it('shows the certificate of the proxy', async () => {
    const { target, clients } = await startSecureService('service', {
      ca: pem('ca.pem'),
      requestCert: true,
      rejectUnauthorized: true,
    });
    const ca = pem('ca.pem');
    const { proxy } = await startTestProxy({
      target,
      tls: { ca, cert: pem('client.pem'), key: pem('client.key') },
    });
    expect(await messageOf(proxy.url)).toEqual({ result: 'Success' });
    expect(clients).toEqual(['client']);
    const { proxy: nobody } = await startTestProxy({ target, tls: { ca } });
    expect(await messageOf(nobody.url)).toMatchObject({ error_code: 'APIGW.0202' });
  });

  it('is refused at the start with what is no certificate', async () => {
    await expect(
      startTestProxy({ target: 'https://localhost:1', tls: { ca: 'no PEM', cert: 'x', key: 'y' } }),
    ).rejects.toThrow(
      expect.objectContaining({
        code: 'usage-invalid',
        message: expect.stringContaining('cannot be used for TLS'),
      }),
    );
  });
});
