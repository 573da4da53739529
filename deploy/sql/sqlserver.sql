-- The table of session.type=sql for SQL Server. Cloakroom makes it itself, unless session.sql.create-table=false.
--   sqlcmd -d sessions -i sqlserver.sql
-- Ids tell upper from lower case, which SQL Server's usual collations do not.
CREATE TABLE sessions (
  id BIGINT IDENTITY PRIMARY KEY,
  session_id VARCHAR(255) COLLATE Latin1_General_100_BIN2 UNIQUE,
  data VARBINARY(MAX),
  expiry DATETIME2(3),
  version BIGINT DEFAULT 0 NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);
-- A table that Flask-Session made goes on with (its IMAGE column stays as it is):
--   ALTER TABLE sessions ADD version BIGINT DEFAULT 0 NOT NULL;
--   CREATE INDEX sessions_expiry ON sessions (expiry);
