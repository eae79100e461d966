-- What phones and intake keep. Lengths and instants are milliseconds; instants count from 1970.

CREATE TABLE meta (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL              -- another one after a restore: cursors and receipts of the old one mean nothing
) STRICT;

CREATE TABLE rulebook (
  version INTEGER PRIMARY KEY,
  toml TEXT NOT NULL
) STRICT;

CREATE TABLE enrol_code (
  hash BLOB PRIMARY KEY,           -- SHA-256; the code itself is shown once and kept nowhere
  workers TEXT NOT NULL,           -- JSON array of worker ids
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,          -- 0 is the office
  token_hash BLOB UNIQUE,          -- SHA-256; NULL for the office
  model TEXT NOT NULL,
  workers TEXT NOT NULL,           -- JSON array of worker ids
  enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER,
  anchors TEXT NOT NULL,           -- JSON: what bounds the true time of its events
  answered_at INTEGER,             -- the server time that the last answer said: only that is believed when it comes back
  last_sync_at INTEGER,
  have_through INTEGER NOT NULL,   -- everything up to here is in event or quarantine
  last_earliest INTEGER NOT NULL,  -- the interval of its last event: a later number never sorts before it
  last_latest INTEGER NOT NULL
) STRICT;

CREATE TABLE device_bucket (       -- which buckets a device holds or ever held: what it may write about
  device INTEGER NOT NULL REFERENCES device (id),
  bucket TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (device, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE bucket (
  id TEXT PRIMARY KEY,             -- utility, route:R1, crew:C1, area:N
  n INTEGER NOT NULL               -- the last number given out; taken while this row is held until commit
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
  no INTEGER PRIMARY KEY,          -- short, for the indexes that name a subject by the thousand
  id TEXT NOT NULL UNIQUE,         -- kind:id
  bucket TEXT NOT NULL,
  n INTEGER NOT NULL,              -- its number in the bucket: when it last changed
  record_n INTEGER NOT NULL,       -- when its record last changed; the record travels only past that
  state TEXT NOT NULL,             -- JSON
  last_at INTEGER NOT NULL,        -- the key of the last fact in it: a fact before that folds the log again
  last_device INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  -- What can be searched: written from record and state by store/projection.rs and nowhere else.
  kind TEXT NOT NULL,              -- point, pit, cover, order, route, worker
  stage TEXT,                      -- of an order, or of a point's reading in `period`
  period TEXT,                     -- the month that `stage` of a point is about
  reader TEXT,                     -- of a route: the worker
  crew TEXT,                       -- of a worker or an order
  area TEXT,                       -- of a worker, a route, a cover or an order
  unsafe INTEGER,                  -- 1: a cover with an open defect
  escalation TEXT,                 -- of a point's newest escalated estimate: open or decided
  in_review INTEGER                -- 1: a point whose reading a person should look at
) STRICT;

-- What the books say of a subject. It is large and hardly ever changes: apart from the row that changes with every fact.
CREATE TABLE record (
  subject INTEGER PRIMARY KEY REFERENCES subject (no),
  json TEXT NOT NULL
) STRICT;

-- The subjects that are in the books, with their records; found by what is indexed of the subject.
CREATE VIEW registered AS
  SELECT subject.*, record.json AS record FROM subject CROSS JOIN record ON record.subject = subject.no;

CREATE UNIQUE INDEX subject_by_bucket ON subject (bucket, n);
CREATE INDEX subject_by_stage ON subject (kind, bucket, period, stage);
CREATE INDEX subject_by_reader ON subject (reader) WHERE reader IS NOT NULL;
CREATE INDEX subject_unsafe ON subject (no) WHERE unsafe IS NOT NULL;
CREATE INDEX subject_by_escalation ON subject (escalation) WHERE escalation IS NOT NULL;
CREATE INDEX subject_in_review ON subject (no) WHERE in_review IS NOT NULL;

CREATE TABLE tombstone (           -- a subject that left a bucket
  bucket TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subject (no),
  n INTEGER NOT NULL,
  PRIMARY KEY (bucket, subject)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX tombstone_by_n ON tombstone (bucket, n);

CREATE TABLE event (
  device INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,              -- as received, byte for byte: sending it again is known by it
  earliest INTEGER NOT NULL,       -- when it truly happened
  latest INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  follow_ups TEXT,                 -- JSON; what was answered, for an answer that is lost on the way
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- The log of a subject, in the order in which it is folded. It names its subject without a foreign key: the same transaction
-- wrote that a moment ago, and the check would be paid with every fact.
CREATE TABLE event_subject (
  subject INTEGER NOT NULL,
  at INTEGER NOT NULL,             -- the middle of the event's interval
  device INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (subject, at, device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (          -- what could not be applied, whole
  no INTEGER PRIMARY KEY,
  device INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  raw BLOB NOT NULL,               -- byte for byte
  refusal TEXT NOT NULL,           -- JSON
  received_at INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'settled')),
  UNIQUE (device, seq, sha256)     -- the same bytes twice are one entry
) STRICT;
