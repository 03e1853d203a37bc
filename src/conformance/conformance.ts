/** The conformance test as a library: the plan as data, the run, and tests for a suite. */
export type { Finding, Unchecked } from '../finding.ts';
export type { Case, CaseRequest, OperationPlan, Phase, Plan } from './plan/case.ts';
export type { RunResult } from './run/run.ts';
export {
  describeContract,
  type Runner,
  type StartedTarget,
  type SuiteSettings,
} from './suite/describe-contract.ts';
export { plan, run } from './suite/run-suite.ts';
export type { ConformanceSettings } from './suite/settings.ts';
