/** Consumer contracts that cannot contradict the document. */
export { type Consumer, type ConsumerOptions, defineConsumer } from './consumer/define-consumer.ts';
export { type ExampleOverrides, type FromExample, fromExample } from './consumer/from-example.ts';
export type {
  CredentialChoice,
  Interaction,
  InvalidRequest,
  RequestOf,
  ResponseOf,
  State,
} from './consumer/interaction.ts';
export {
  date,
  datetime,
  decimal,
  type EachLikeOptions,
  eachLike,
  eachValueLike,
  exactly,
  fromState,
  includes,
  integer,
  like,
  type Matchable,
  type Matcher,
  regex,
  time,
  uuid,
} from './consumer/matchers.ts';
export { type Run, startRun } from './consumer/run/start-run.ts';
export type { RunEnd } from './consumer/run/write-pact.ts';
export type { Mock } from './consumer/serve.ts';
export type { InteractionResult, Mismatch } from './verify/interaction-result.ts';
export type { StateHandler, StateHandlers } from './verify/state-change.ts';
export { type VerifyOptions, type VerifyResult, verifyPacts } from './verify/verify-pacts.ts';
