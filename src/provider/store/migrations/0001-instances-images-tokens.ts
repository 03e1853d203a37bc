import type { Migration } from './migration.ts';

/** A token of a whole domain has no project. Tags and tag keys are JSON text: they are read and written as a whole. Times are milliseconds since the epoch. */
export const instancesImagesTokens: Migration = {
  version: 1,
  title: 'instances, images and tokens',
  sql: `
    CREATE TABLE domain (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE project (
      id TEXT PRIMARY KEY,
      domain_id TEXT NOT NULL REFERENCES domain (id),
      name TEXT NOT NULL,
      UNIQUE (domain_id, name)
    ) STRICT;
    CREATE TABLE user (
      id TEXT PRIMARY KEY,
      domain_id TEXT NOT NULL REFERENCES domain (id),
      name TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      UNIQUE (domain_id, name)
    ) STRICT;
    CREATE TABLE token (
      hash TEXT PRIMARY KEY,
      project_id TEXT,
      issued_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE instance (
      project_id TEXT NOT NULL,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      tag_keys TEXT NOT NULL,
      PRIMARY KEY (project_id, name)
    ) STRICT;
    CREATE TABLE image (
      project_id TEXT NOT NULL,
      instance_name TEXT NOT NULL,
      path TEXT NOT NULL,
      tags TEXT NOT NULL,
      PRIMARY KEY (project_id, instance_name, path),
      FOREIGN KEY (project_id, instance_name) REFERENCES instance (project_id, name) ON DELETE CASCADE
    ) STRICT;
  `,
};
