import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** An account. */
export type Domain = { readonly id: string; readonly name: string };

/** A part of a domain, named after a region. */
export type Project = { readonly id: string; readonly name: string };

/** An IAM user, who may use all projects of the domain. */
export type User = { readonly id: string; readonly name: string; readonly domain: Domain };

export type ById = { readonly id: string };
export type ByName = { readonly name: string };

export type UserTable = {
  findByPassword(domainName: string, name: string, password: string): User | undefined;
  findProject(domain: Domain, by: ById | ByName): Project | undefined;
  putDomain(domain: Domain): void;
  putProject(domain: Domain, project: Project): void;
  putUser(user: User, password: string): void;
};

export function createUserTable(database: DatabaseSync): UserTable {
  const find = database.prepare(
    `SELECT user.id, user.password_hash, domain.id AS domain_id FROM user JOIN domain ON domain.id = user.domain_id
     WHERE domain.name = ? AND user.name = ?`,
  );
  const findProject = database.prepare(
    'SELECT id, name FROM project WHERE domain_id = ? AND (id = ? OR name = ?)',
  );
  const putDomain = database.prepare('INSERT OR REPLACE INTO domain (id, name) VALUES (?, ?)');
  const putProject = database.prepare(
    'INSERT OR REPLACE INTO project (id, domain_id, name) VALUES (?, ?, ?)',
  );
  const putUser = database.prepare(
    'INSERT OR REPLACE INTO user (id, domain_id, name, password_hash) VALUES (?, ?, ?, ?)',
  );
  return {
    findByPassword(domainName, name, password) {
      const row = find.get(domainName, name);
      if (row === undefined || !isPassword(password, String(row.password_hash))) return undefined;
      return { id: String(row.id), name, domain: { id: String(row.domain_id), name: domainName } };
    },
    findProject(domain, by) {
      const row = findProject.get(domain.id, 'id' in by ? by.id : null, 'name' in by ? by.name : null);
      return row && { id: String(row.id), name: String(row.name) };
    },
    putDomain: (domain) => void putDomain.run(domain.id, domain.name),
    putProject: (domain, project) => void putProject.run(project.id, domain.id, project.name),
    putUser: (user, password) => void putUser.run(user.id, user.domain.id, user.name, hashPassword(password)),
  };
}

/** Cheap on purpose: the passwords of this test system stand in its source, and it must start within milliseconds. */
const cost = { N: 1024, r: 8, p: 1 } as const;

function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32, cost).toString('hex')}`;
}

function isPassword(password: string, stored: string): boolean {
  const [salt = '', hash = ''] = stored.split(':');
  const expected = Buffer.from(hash, 'hex');
  return timingSafeEqual(scryptSync(password, Buffer.from(salt, 'hex'), expected.length, cost), expected);
}
