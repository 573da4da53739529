-- The table of session.type=sql for MySQL and MariaDB. Cloakroom makes it itself, unless session.sql.create-table=false.
--   mariadb sessions < mysql.sql
-- Ids tell upper from lower case, which MySQL's usual collations do not; a BLOB would end at 64 KiB.
CREATE TABLE sessions (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  session_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin UNIQUE,
  data LONGBLOB,
  expiry DATETIME(3),
  version BIGINT DEFAULT 0 NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);
-- A table that Flask-Session made goes on with:
--   ALTER TABLE sessions ADD version BIGINT DEFAULT 0 NOT NULL, MODIFY data LONGBLOB, MODIFY expiry DATETIME(3), MODIFY session_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;
--   CREATE INDEX sessions_expiry ON sessions (expiry);
