import type { DatabaseSync } from 'node:sqlite';

/** Documented values of an instance's status (domain page "Querying an Instance"); only NORMAL ones work. */
export const instanceStatuses = [
  'NORMAL',
  'ARREARAGE',
  'CREATION',
  'CREATION_FAILD',
  'DELETING',
  'DELETING_FAILED',
  'ABNORMAL',
] as const;

export type InstanceStatus = (typeof instanceStatuses)[number];

export type Instance = {
  readonly projectId: string;
  readonly name: string;
  readonly status: InstanceStatus;
  /** Tag keys declared for the instance, at most ten. */
  readonly tagKeys: readonly string[];
};

export type InstanceTable = {
  find(projectId: string, name: string): Instance | undefined;
  list(): Instance[];
  /** Replaces the instance of that project and name and keeps its images. */
  put(instance: Instance): void;
  delete(projectId: string, name: string): void;
  clear(): void;
};

type Row = { project_id: string; name: string; status: InstanceStatus; tag_keys: string };

export function createInstanceTable(database: DatabaseSync): InstanceTable {
  const find = database.prepare('SELECT * FROM instance WHERE project_id = ? AND name = ?');
  const list = database.prepare('SELECT * FROM instance ORDER BY project_id, name');
  const put = database.prepare(
    `INSERT INTO instance (project_id, name, status, tag_keys) VALUES (?, ?, ?, ?)
     ON CONFLICT (project_id, name) DO UPDATE SET status = excluded.status, tag_keys = excluded.tag_keys`,
  );
  const remove = database.prepare('DELETE FROM instance WHERE project_id = ? AND name = ?');
  const clear = database.prepare('DELETE FROM instance');
  return {
    find(projectId, name) {
      // SQLite stores UTF-8: a lone surrogate would be read back as another name.
      const row = name.isWellFormed() ? find.get(projectId, name) : undefined;
      return row && fromRow(row as Row);
    },
    list: () => list.all().map((row) => fromRow(row as Row)),
    put: (i) => void put.run(i.projectId, i.name, i.status, JSON.stringify(i.tagKeys)),
    delete: (projectId, name) => void remove.run(projectId, name),
    clear: () => void clear.run(),
  };
}

/** The casts of rows are true because only `put` writes them and the tables are STRICT. */
function fromRow(row: Row): Instance {
  return {
    projectId: row.project_id,
    name: row.name,
    status: row.status,
    tagKeys: JSON.parse(row.tag_keys) as string[],
  };
}
