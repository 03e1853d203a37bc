import { resolve } from 'node:path';
import type { Command } from 'commander';
import { KitError } from '../../errors.ts';
import type { BrokerAddress, BrokerCredentials } from '../../pact/broker/broker-address.ts';
import { type OfflineStore, openOfflineStore } from '../../pact/offline/offline-store.ts';
import type { Io } from '../io.ts';
import { readName } from './read-name.ts';

/** Declares the options that every command with a Pact Broker has. There is none for credentials: others could read them. */
export function addBrokerOptions(command: Command): Command {
  return command
    .option(
      '--broker-base-url <URL>',
      'the Pact Broker (default: PACT_BROKER_BASE_URL); credentials from PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
    )
    .option('--offline <DIR>', 'a folder of pacts and results in place of the Pact Broker');
}

/**
 * The folder of `--offline`, or undefined where it was not given.
 *
 * @throws KitError `usage-invalid` where a broker is named as well
 */
export function openOffline(
  { offline, brokerBaseUrl }: Readonly<Record<string, unknown>>,
  io: Io,
): OfflineStore | undefined {
  if (offline === undefined) return undefined;
  if (brokerBaseUrl !== undefined)
    throw new KitError('usage-invalid', '--offline and --broker-base-url do not go together', {
      hint: 'a folder stands in for the Pact Broker: name one of them',
    });
  return openOfflineStore(resolve(io.cwd, readName('--offline', offline)), { now: io.now });
}

/**
 * The broker of the options and the environment.
 *
 * @throws KitError `usage-invalid` where there is none, or what is given cannot be used; no message holds a credential
 */
export function readBrokerAddress(options: Readonly<Record<string, unknown>>, io: Io): BrokerAddress {
  const address = findBrokerAddress(options, io);
  if (address !== undefined) return address;
  throw new KitError('usage-invalid', 'no Pact Broker is given', {
    hint: 'name it with --broker-base-url URL or the variable PACT_BROKER_BASE_URL, or a folder with --offline DIR',
  });
}

/** The same, or undefined where no broker is given at all. */
export function findBrokerAddress(
  options: Readonly<Record<string, unknown>>,
  { env }: Io,
): BrokerAddress | undefined {
  const given =
    options.brokerBaseUrl === undefined ? env.PACT_BROKER_BASE_URL : String(options.brokerBaseUrl);
  if (given === undefined || (given === '' && options.brokerBaseUrl === undefined)) return undefined;
  const source = options.brokerBaseUrl === undefined ? 'PACT_BROKER_BASE_URL' : '--broker-base-url';
  const credentials = readCredentials(env);
  return { url: readBaseUrl(source, given), ...(credentials && { credentials }) };
}

function readBaseUrl(source: string, text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    // What is before an @ may be a password.
    const shown = JSON.stringify(text.replace(/^.*@/, '…@'));
    throw new KitError('usage-invalid', `${source} wants an http or https URL, received ${shown}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new KitError('usage-invalid', `${source} must not hold user and password`, {
      hint: 'give them as PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function readCredentials(env: Io['env']): BrokerCredentials | undefined {
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password } = env;
  if (token && (username || password)) {
    throw new KitError('usage-invalid', 'PACT_BROKER_TOKEN and PACT_BROKER_USERNAME are both set', {
      hint: 'unset those that are not meant for this broker',
    });
  }
  if (token) return { kind: 'token', token: checkHeaderText('PACT_BROKER_TOKEN', token) };
  if (username) return { kind: 'basic', username, password: password ?? '' };
  if (!password) return undefined;
  throw new KitError('usage-invalid', 'PACT_BROKER_PASSWORD is set and PACT_BROKER_USERNAME is not');
}

/** RFC 9110 §5.5; the message does not show the token. */
function checkHeaderText(variable: string, text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new KitError('usage-invalid', `${variable} holds white space or what no header field can hold`);
}
