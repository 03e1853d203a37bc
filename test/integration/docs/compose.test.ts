import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const text = read('compose.yaml');
// The shape is what the assertions are about.
const compose = load(text) as {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const { postgres = {}, 'pact-broker': broker = {} } = compose.services;
const variables = [...text.matchAll(/\$\{(\w+)(:[-?])?/g)].map(([, name = '', kind]) => ({ name, kind }));

describe('docs/compose.yaml', () => {
  it('starts the broker and its database, and nothing else', () => {
    expect(Object.keys(compose).sort()).toEqual(['name', 'services', 'volumes']);
    expect(Object.keys(compose.services)).toEqual(['postgres', 'pact-broker']);
    expect(postgres.image).toBe('postgres:17-alpine');
    expect(broker.image).toMatch(
      /^pactfoundation\/pact-broker:\$\{PACT_BROKER_IMAGE_TAG:-[\d.]+-pactbroker[\d.]+\}$/,
    );
  });

  it('keeps the data of PostgreSQL in a named volume', () => {
    expect(postgres.volumes).toEqual(['pact-broker-data:/var/lib/postgresql/data']);
    expect(compose.volumes).toEqual({ 'pact-broker-data': null });
  });

  it('waits for the database, and looks after both', () => {
    expect(broker.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(postgres.healthcheck).toMatchObject({
      test: ['CMD-SHELL', 'pg_isready --username pact_broker --dbname pact_broker'],
    });
    expect(broker.healthcheck).toMatchObject({
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9292/diagnostic/status/heartbeat'],
    });
    expect(broker.environment).toMatchObject({ PACT_BROKER_PUBLIC_HEARTBEAT: 'true' });
  });

  it('gives both the same database', () => {
    expect(postgres.environment).toEqual({
      POSTGRES_USER: 'pact_broker',
      POSTGRES_PASSWORD: `\${POSTGRES_PASSWORD:?set a password for the database}`,
      POSTGRES_DB: 'pact_broker',
    });
    expect(broker.environment).toMatchObject({
      PACT_BROKER_DATABASE_HOST: 'postgres',
      PACT_BROKER_DATABASE_NAME: 'pact_broker',
      PACT_BROKER_DATABASE_USERNAME: 'pact_broker',
      PACT_BROKER_DATABASE_PASSWORD: `\${POSTGRES_PASSWORD:?set a password for the database}`,
    });
  });

  it('holds no password: what is needed comes from the environment, and is missed when it is not there', () => {
    const secrets = [postgres, broker]
      .flatMap(({ environment }) => Object.entries(environment as Record<string, string>))
      .filter(([name]) => /PASSWORD|TOKEN|SECRET/.test(name));
    expect(secrets.length).toBe(4);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:[?-]/);
    const needed = variables.filter(({ kind }) => kind === ':?').map(({ name }) => name);
    expect([...new Set(needed)].sort()).toEqual([
      'PACT_BROKER_PASSWORD',
      'PACT_BROKER_USERNAME',
      'POSTGRES_PASSWORD',
    ]);
  });

  it('listens on this machine only', () => {
    expect(broker.ports).toEqual([`127.0.0.1:\${PACT_BROKER_HOST_PORT:-9292}:9292`]);
    expect(postgres.ports).toBeUndefined();
  });

  it('has every variable explained in docs/broker.md', () => {
    const [, table = ''] = /\n\| variable \|.*?\n((?:\|.*\n)+)/.exec(read('broker.md')) ?? [];
    const explained = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect([...new Set(explained)].sort()).toEqual([...new Set(variables.map(({ name }) => name))].sort());
  });

  it('keeps what a selector of the broker means', () => {
    const environment = broker.environment as Record<string, string>;
    expect(JSON.parse(environment.PACT_BROKER_DATABASE_CLEAN_KEEP_VERSION_SELECTORS ?? '')).toEqual([
      { latest: true, branch: true },
      { max_age: 90 },
      { deployed: true },
      { released: true },
    ]);
  });
});
