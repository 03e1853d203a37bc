import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOfflineStore } from '../../../../src/pact/offline/offline-store.ts';
import { histories } from './histories.ts';
import { playOffline } from './play-offline.ts';

describe('what a folder answers after', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'offline-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(histories)('$name', async ({ steps, answers }) => {
    // A clock that stands still must not change what came first.
    const store = openOfflineStore(folder, { now: () => new Date('2026-03-01T12:00:00Z') });
    for (const step of steps) await playOffline(store, step);
    const given = [];
    for (const [question] of answers) given.push([question, (await store.canIDeploy(question)).deployable]);
    expect(given).toEqual(answers);
  });
});
