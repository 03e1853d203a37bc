-- A store as the kit with schema version 1 wrote it.
CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
INSERT INTO schema_migration VALUES (1, 'instances, images and tokens');
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
INSERT INTO domain VALUES ('d', 'IAMDomain');
INSERT INTO project VALUES ('p', 'd', 'cn-north-1');
INSERT INTO user VALUES ('u', 'd', 'IAMUser', '000102030405060708090a0b0c0d0e0f:86959691dce0cf773fcf94b17f6b1a405d400a7f9301865a7b8d84a8f6e07bd0');
INSERT INTO instance VALUES ('p', 'catalog', 'NORMAL', '["colour"]');
INSERT INTO image VALUES ('p', 'catalog', 'a.jpg', '{"colour":"red"}');
