import type { DatabaseSync } from 'node:sqlite';

export type StoredAccessKey = {
  readonly id: string;
  readonly secret: string;
  readonly projectId: string;
};

export type AccessKeyTable = {
  find(id: string): StoredAccessKey | undefined;
  put(key: StoredAccessKey): void;
};

export function createAccessKeyTable(database: DatabaseSync): AccessKeyTable {
  const find = database.prepare('SELECT * FROM access_key WHERE id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO access_key (id, secret, project_id) VALUES (?, ?, ?)');
  return {
    find(id) {
      const row = find.get(id);
      return row && { id, secret: String(row.secret), projectId: String(row.project_id) };
    },
    put: (key) => void put.run(key.id, key.secret, key.projectId),
  };
}
