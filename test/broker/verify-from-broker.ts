import { type Ended, runCli } from '../e2e/run-cli.ts';

export type Verification = {
  readonly cwd: string;
  /** What lets one into the broker. */
  readonly env: Readonly<Record<string, string>>;
  readonly service: {
    readonly url: string;
    readonly provider: { issueToken(): string };
  };
  readonly version: string;
  /** More options: which pacts, and what may fail. */
  readonly options: readonly string[];
};

/** Verifies the pacts of ImageSearch that a broker has, from the branch `main`, and publishes the results there. */
export function verifyFromBroker({ cwd, env, service, version, options }: Verification): Promise<Ended> {
  const { url, provider } = service;
  return runCli(
    [
      'pact',
      'verify',
      '--target',
      url,
      '--state-url',
      `${url}/_provider/state`,
      '--provider',
      'ImageSearch',
      '--publish',
      '--provider-version',
      version,
      '--provider-branch',
      'main',
      ...options,
    ],
    { cwd, env: { ...env, CONTRACT_KIT_USER_TOKEN: provider.issueToken() } },
  );
}

/** The option that selects the latest pacts of a branch. */
export function ofBranch(branch: string): readonly string[] {
  return ['--selector', JSON.stringify({ branch })];
}
