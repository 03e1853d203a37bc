import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plan } from '../../conformance/plan/case.ts';
import { renderPlanJson } from '../../conformance/plan/plan-json.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { Io } from '../io.ts';
import type { TestOptions } from './options.ts';
import { renderPlan } from './render-plan.ts';

/**
 * Writes the plan in the forms that `--dry-run` and `--plan` ask for. False where neither was given: then the plan is to
 * be run.
 *
 * @throws KitError `usage-invalid` for another form than JSON, and for a file that cannot be written
 */
export function writePlan(contract: Contract, plan: Plan, given: { options: TestOptions; io: Io }): boolean {
  const { options, io } = given;
  const path = readForm(options);
  if (options.dryRun === true) io.stdout(renderPlan(plan));
  if (path === '') for (const piece of renderPlanJson(contract, plan)) io.stdout(piece);
  else if (path !== undefined) writePieces(renderPlanJson(contract, plan), path, io);
  return options.dryRun === true || path !== undefined;
}

/** The file that the plan goes to, empty for stdout. */
function readForm({ plan, dryRun }: TestOptions): string | undefined {
  if (plan === undefined) return undefined;
  const [, path] = /^json(?:=(.+))?$/s.exec(String(plan)) ?? ['', null];
  if (path === null)
    throw new KitError('usage-invalid', `--plan wants json or json=FILE, received ${JSON.stringify(plan)}`);
  if (path === undefined && dryRun === true)
    throw new KitError('usage-invalid', 'two forms of the plan cannot both go to stdout', {
      hint: 'give the JSON a file: --plan json=FILE',
    });
  return path ?? '';
}

function writePieces(pieces: Iterable<string>, name: string, io: Io): void {
  const path = resolve(io.cwd, name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'w');
    try {
      for (const piece of pieces) writeSync(file, piece);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new KitError('usage-invalid', `cannot write the plan ${name}: ${cause.code}`, { cause });
  }
}
