import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

export type Token = {
  /** Absent for a token of a whole domain. */
  readonly projectId?: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

/** Tokens by their text, of which only a hash is stored. */
export type TokenTable = {
  find(text: string): Token | undefined;
  put(text: string, token: Token): void;
  deleteExpiredBefore(time: Date): void;
};

export function createTokenTable(database: DatabaseSync): TokenTable {
  const find = database.prepare('SELECT * FROM token WHERE hash = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO token (hash, project_id, issued_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM token WHERE expires_at < ?');
  return {
    find(text) {
      const row = find.get(hashOf(text));
      return (
        row && {
          ...(row.project_id !== null && { projectId: String(row.project_id) }),
          issuedAt: new Date(Number(row.issued_at)),
          expiresAt: new Date(Number(row.expires_at)),
        }
      );
    },
    put: (text, token) =>
      void put.run(
        hashOf(text),
        token.projectId ?? null,
        token.issuedAt.getTime(),
        token.expiresAt.getTime(),
      ),
    deleteExpiredBefore: (time) => void remove.run(time.getTime()),
  };
}

/** Issued tokens are long and random, so a plain hash cannot be guessed back. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
