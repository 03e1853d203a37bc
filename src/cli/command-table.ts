import type { CommandDefinition } from './command.ts';

/**
 * Every command by its words, such as `check` or `pact check`, loaded when it is called and not before: `--version` must not wait
 * for the TypeScript compiler.
 */
export const commandTable: Readonly<Record<string, () => Promise<CommandDefinition>>> = {
  lint: async () => (await import('./commands/lint.ts')).lintCommand,
  types: async () => (await import('./commands/types.ts')).typesCommand,
  provider: async () => (await import('./commands/provider.ts')).providerCommand,
  mock: async () => (await import('./commands/mock.ts')).mockCommand,
  test: async () => (await import('./commands/test.ts')).testCommand,
  proxy: async () => (await import('./commands/proxy.ts')).proxyCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  'pact check': async () => (await import('./commands/pact/check.ts')).pactCheckCommand,
  'pact verify': async () => (await import('./commands/pact/verify.ts')).pactVerifyCommand,
  'pact publish': async () => (await import('./commands/pact/publish.ts')).pactPublishCommand,
  'pact can-i-deploy': async () => (await import('./commands/pact/can-i-deploy.ts')).pactCanIDeployCommand,
  'pact record-deployment': async () =>
    (await import('./commands/pact/record-deployment.ts')).pactRecordDeploymentCommand,
  'pact create-environment': async () =>
    (await import('./commands/pact/create-environment.ts')).pactCreateEnvironmentCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
};
