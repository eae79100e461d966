-- What the office keeps: accounts and sessions, and the indexes of its lists. Instants are milliseconds since 1970.

CREATE TABLE person (
  no INTEGER PRIMARY KEY AUTOINCREMENT, -- the id is `p` and this number: never given twice, for facts name their author
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,   -- the name as accounts are told apart: lower case, no blanks around it
  role TEXT NOT NULL CHECK (role IN ('admin', 'supervisor', 'dispatcher')),
  password_hash TEXT NOT NULL,     -- argon2id, as a PHC string
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT;

CREATE TABLE setup_link (          -- the first administrator's
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  hash BLOB NOT NULL               -- SHA-256; the link itself is printed once and kept nowhere
) STRICT;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,     -- SHA-256; the token itself is in a cookie and kept nowhere
  person INTEGER NOT NULL REFERENCES person (no),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE sign_in_failure (     -- wrong passwords in a row, for names known and unknown
  name_key TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_failure_by_age ON sign_in_failure (last_at);

CREATE TABLE order_number (        -- the last one that the server gave
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  n INTEGER NOT NULL
) STRICT;

-- Lists. Each index holds only the rows that its list shows.
CREATE INDEX subject_orders ON subject (no) WHERE kind = 'order';
CREATE INDEX subject_orders_open ON subject (no) WHERE kind = 'order' AND stage <> 'closed';
CREATE INDEX subject_by_area ON subject (area) WHERE area IS NOT NULL;
