import type { DatabaseSync } from 'node:sqlite';
import { KitError } from '../../errors.ts';
import { instancesImagesTokens } from './migrations/0001-instances-images-tokens.ts';
import { accessKeys } from './migrations/0002-access-keys.ts';
import type { Migration } from './migrations/migration.ts';

/** In the order of their versions. */
export const migrations: readonly Migration[] = [instancesImagesTokens, accessKeys];

/**
 * Brings the schema to the newest version and fills a store that is new, all of it or nothing: a start that is killed
 * half-way leaves no store that is never filled.
 *
 * @throws KitError `store-unreadable` when the store was written by a newer kit, or by something else
 */
export function migrate(database: DatabaseSync, name: string, fill: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = readVersion(database, name);
    const newest = migrations.length;
    if (found > newest) {
      throw new KitError(
        'store-unreadable',
        `cannot open the store ${name}: received schema version ${found} / known up to version ${newest}`,
        { hint: 'use the version of the kit that wrote it, or another file' },
      );
    }
    const record = database.prepare('INSERT INTO schema_migration (version, title) VALUES (?, ?)');
    for (const migration of migrations.slice(found)) {
      database.exec(migration.sql);
      record.run(migration.version, migration.title);
    }
    if (found === 0) fill();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function readVersion(database: DatabaseSync, name: string): number {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  if (tables.length > 0 && !tables.some((table) => table.name === 'schema_migration')) {
    throw new KitError(
      'store-unreadable',
      `cannot open the store ${name}: it is a database of something else`,
    );
  }
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT',
  );
  const row = database.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_migration').get();
  return Number(row?.version);
}
