/** The conformance test as a library: the plan as data, the run, and tests for a suite. */
export type { Finding, Unchecked } from '../finding.ts';
export type { Case, CaseRequest, OperationPlan, Phase, Plan } from './plan/case.ts';
export type { Replayed, ReplayState } from './replay/judge-replay.ts';
export type { SavedFailure } from './replay/saved-failure.ts';
export type { RunResult } from './run/run.ts';
export {
  describeContract,
  type Runner,
  type StartedTarget,
  type SuiteSettings,
} from './suite/describe-contract.ts';
export { replay } from './suite/replay.ts';
export { plan, run } from './suite/run-suite.ts';
export type { ConformanceSettings } from './suite/settings.ts';
