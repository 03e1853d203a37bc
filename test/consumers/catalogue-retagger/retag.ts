import { setTimeout } from 'node:timers/promises';
import { type ImageSearchClient, ImageSearchError } from '../../../src/client/client.ts';
import type { CatalogueImage } from './catalogue.ts';
import { type Judgement, judgeError } from './judge-error.ts';
import type { Progress } from './progress.ts';

export type RetagOptions = {
  readonly client: Pick<ImageSearchClient, 'runModifyPicture'>;
  readonly instanceName: string;
  readonly progress: Progress;
  /** Calls at the same time. */
  readonly concurrency?: number;
  /** How often the catalogue is gone through for what failed and may work later. */
  readonly rounds?: number;
  /** Milliseconds between rounds. */
  readonly pause?: number;
  /** Ends the job; the calls under way are given up. */
  readonly signal?: AbortSignal;
};

export type Failure = {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** For support. */
  readonly requestId: string | undefined;
};

export type RetagReport = {
  readonly done: number;
  /** Done by an earlier run. */
  readonly skipped: number;
  readonly failed: readonly Failure[];
  /** Why the job ended early. */
  readonly stopped: Failure | undefined;
  /** Not tried, because the job was stopped or aborted. */
  readonly left: number;
};

/**
 * Gives every image of the catalogue its tags. What may work later is tried again in the next round, when the others are
 * through; what no retry will change ends the job. Throws only what is no answer of the API.
 */
export async function retag(images: readonly CatalogueImage[], options: RetagOptions): Promise<RetagReport> {
  const { client, instanceName, progress, concurrency = 4, rounds = 3, pause = 30_000, signal } = options;
  const todo = images.filter((image) => !progress.has(image));
  const failed = new Map<CatalogueImage, Failure>();
  let done = 0;
  let stopped: Failure | undefined;
  let isOver = false;

  const modify = async (image: CatalogueImage): Promise<Judgement | 'done'> => {
    try {
      const { result, requestId } = await client.runModifyPicture({
        instanceName,
        ...image,
        ...(signal && { signal }),
      });
      // Other pages of the reference write it in lower case.
      if (result.toLowerCase() === 'success') return 'done';
      failed.set(image, {
        path: image.path,
        code: 'no-success',
        message: `the result is ${result}`,
        requestId,
      });
      return 'failed';
    } catch (error) {
      if (signal?.aborted) return 'stop';
      if (!(error instanceof ImageSearchError)) throw error;
      const { code, message, requestId } = error;
      const failure = { path: image.path, code, message, requestId };
      const judgement = judgeError(error);
      if (judgement === 'stop') stopped ??= failure;
      else failed.set(image, failure);
      return judgement;
    }
  };

  const goThrough = async (round: readonly CatalogueImage[]): Promise<CatalogueImage[]> => {
    const later: CatalogueImage[] = [];
    // One iterator for all workers: each takes the next image that none has taken.
    const queue = round.values();
    const work = async (): Promise<void> => {
      for (const image of queue) {
        if (isOver || signal?.aborted) return;
        const outcome = await modify(image).catch((error: unknown) => {
          isOver = true;
          throw error;
        });
        if (outcome === 'stop') isOver = true;
        if (outcome === 'later') later.push(image);
        if (outcome !== 'done') continue;
        progress.add(image);
        failed.delete(image);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return later;
  };

  let round: readonly CatalogueImage[] = todo;
  for (let count = 1; count <= rounds && round.length > 0 && !isOver; count += 1) {
    // An abort ends the pause, and then the round before its first call.
    if (count > 1) await setTimeout(pause, undefined, signal && { signal }).catch(() => {});
    round = await goThrough(round);
  }
  const skipped = images.length - todo.length;
  return { done, skipped, failed: [...failed.values()], stopped, left: todo.length - done - failed.size };
}
