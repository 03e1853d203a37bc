import type { Migration } from './migration.ts';

/** The secret is kept as it is: verifying a signature needs it. */
export const accessKeys: Migration = {
  version: 2,
  title: 'access keys',
  sql: `
    CREATE TABLE access_key (
      id TEXT PRIMARY KEY,
      secret TEXT NOT NULL,
      project_id TEXT NOT NULL
    ) STRICT;
  `,
};
