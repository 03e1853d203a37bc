import type { DatabaseSync } from 'node:sqlite';
import type { Json } from '../../finding.ts';

export type Tags = { readonly [key: string]: Json };

export type Image = {
  readonly projectId: string;
  readonly instanceName: string;
  /** The identifier of the image in its library; not necessarily a URL. */
  readonly path: string;
  readonly tags: Tags;
};

export type ImageTable = {
  find(projectId: string, instanceName: string, path: string): Image | undefined;
  list(): Image[];
  /** Replaces the image of that path; its instance must exist. */
  put(image: Image): void;
  delete(projectId: string, instanceName: string, path: string): void;
};

type Row = { project_id: string; instance_name: string; path: string; tags: string };

export function createImageTable(database: DatabaseSync): ImageTable {
  const find = database.prepare(
    'SELECT * FROM image WHERE project_id = ? AND instance_name = ? AND path = ?',
  );
  const list = database.prepare('SELECT * FROM image ORDER BY project_id, instance_name, path');
  const put = database.prepare(
    `INSERT INTO image (project_id, instance_name, path, tags) VALUES (?, ?, ?, ?)
     ON CONFLICT (project_id, instance_name, path) DO UPDATE SET tags = excluded.tags`,
  );
  const remove = database.prepare(
    'DELETE FROM image WHERE project_id = ? AND instance_name = ? AND path = ?',
  );
  return {
    find(projectId, instanceName, path) {
      // SQLite stores UTF-8: a lone surrogate would be read back as another path.
      const row = path.isWellFormed() ? find.get(projectId, instanceName, path) : undefined;
      return row && fromRow(row as Row);
    },
    list: () => list.all().map((row) => fromRow(row as Row)),
    put: (i) => void put.run(i.projectId, i.instanceName, i.path, JSON.stringify(i.tags)),
    delete: (projectId, instanceName, path) => void remove.run(projectId, instanceName, path),
  };
}

/** The casts of rows are true because only `put` writes them and the tables are STRICT. */
function fromRow(row: Row): Image {
  return {
    projectId: row.project_id,
    instanceName: row.instance_name,
    path: row.path,
    tags: JSON.parse(row.tags) as Tags,
  };
}
