import { DatabaseSync } from 'node:sqlite';
import { KitError } from '../../errors.ts';
import { type AccessKeyTable, createAccessKeyTable } from './access-keys.ts';
import { createImageTable, type ImageTable } from './images.ts';
import { createInstanceTable, type InstanceTable } from './instances.ts';
import { migrate } from './migrate.ts';
import { createTokenTable, type TokenTable } from './tokens.ts';
import { createUserTable, type UserTable } from './users.ts';

/** What the provider remembers. Every change is durable when the call returns. */
export type Store = {
  readonly instances: InstanceTable;
  readonly images: ImageTable;
  readonly tokens: TokenTable;
  readonly users: UserTable;
  readonly accessKeys: AccessKeyTable;
  /** Makes the changes of `change` one: all of them, or none when it throws. */
  transaction<Result>(change: () => Result): Result;
  close(): void;
};

/**
 * Opens the store, in memory where no file is given, and brings its schema up to date. `fill` puts the first data into
 * a store that did not exist before.
 *
 * @throws KitError `store-unreadable`
 */
export function openStore(file: string | undefined, fill: (store: Store) => void): Store {
  const name = file ?? 'in memory';
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file ?? ':memory:', { timeout: 5000 });
    // WAL with FULL: a commit is on the disk before it returns, so an answered request survives `kill -9` and power loss.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    const opened = database;
    migrate(opened, name, () => fill(toStore(opened)));
    return toStore(opened);
  } catch (error) {
    database?.close();
    if (error instanceof KitError) throw error;
    throw new KitError('store-unreadable', `cannot open the store ${name}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function toStore(database: DatabaseSync): Store {
  return {
    instances: createInstanceTable(database),
    images: createImageTable(database),
    tokens: createTokenTable(database),
    users: createUserTable(database),
    accessKeys: createAccessKeyTable(database),
    transaction(change) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = change();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
