-- What the phone knows of itself: one value a key, see store/meta.rs.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Every fact that was recorded here, exactly as it was made. A fact is delivered when its number is at or below
-- meta.have_through: one number for all of them, so that a receipt costs the same whatever it covers.
CREATE TABLE outbox (
    seq     INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    also    TEXT,                           -- the second subject that the fact changes
    body    BLOB NOT NULL,                  -- the event as JSON, exactly as made
    outcome TEXT,                           -- wire::Outcome as JSON, where the server told one
    refused INTEGER NOT NULL DEFAULT 0,     -- the outcome is a refusal
    settled INTEGER NOT NULL DEFAULT 0      -- a person has dealt with the refusal
) STRICT;
CREATE INDEX outbox_subject ON outbox (subject, seq);
CREATE INDEX outbox_also ON outbox (also, seq) WHERE also IS NOT NULL;
CREATE INDEX outbox_refused ON outbox (seq) WHERE refused = 1 AND settled = 0;

-- When the server was known to have everything up to a number: delivered facts are kept for 30 days from then.
CREATE TABLE receipt (
    through INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL
) STRICT;

-- Facts of an identity that this phone had before it was enrolled again; all of them were delivered.
CREATE TABLE past (
    device  INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    body    BLOB NOT NULL,
    outcome TEXT,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- One row a subject: what the server says, and on top what this phone's own facts make of it.
CREATE TABLE subject (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    bucket  TEXT NOT NULL DEFAULT '',       -- '' : the server has never sent it
    n       INTEGER NOT NULL DEFAULT 0,     -- its number in the bucket
    round   INTEGER NOT NULL DEFAULT 0,     -- the cursor's round in which it last came
    covered INTEGER NOT NULL DEFAULT 0,     -- own facts up to here are inside `state`
    record  TEXT,
    state   TEXT,                           -- the server's
    local   TEXT,                           -- with own facts on top, where there are any
    -- Taken out of record and shown state, so that lists need not read every row's JSON:
    rank    INTEGER NOT NULL DEFAULT 0,     -- a point's place in its route
    lat_e6  INTEGER,
    lon_e6  INTEGER,
    seen    INTEGER,                        -- when a cover was last looked at, ms since 1970
    open    INTEGER NOT NULL DEFAULT 0      -- it asks for somebody: unsafe cover, pit to tidy, escalation, open order
) STRICT;
CREATE INDEX subject_bucket ON subject (bucket, kind, rank);
CREATE INDEX subject_open ON subject (kind) WHERE open = 1;
CREATE INDEX subject_local ON subject (covered) WHERE local IS NOT NULL;
CREATE INDEX subject_cover ON subject (seen) WHERE kind = 'cover';

-- How far each bucket has been read.
CREATE TABLE cursor (
    bucket    TEXT PRIMARY KEY,
    n         INTEGER NOT NULL,             -- applied up to here
    held      INTEGER NOT NULL,             -- everything was held when it stood here
    round     INTEGER NOT NULL,             -- counts how often the bucket was read from its start
    resetting INTEGER NOT NULL              -- it is being read from its start; what does not come is gone at the last page
) STRICT, WITHOUT ROWID;

-- Starts of the phone, numbered by the phone itself, and the last answer that was heard in each.
CREATE TABLE boot (
    id          INTEGER PRIMARY KEY,
    token       TEXT NOT NULL UNIQUE,
    heard       INTEGER,                    -- uptime when the answer came, ms
    server_time INTEGER                     -- what the answer said, ms since 1970
) STRICT;

-- What exchanges with the server said about true time: rules::trusted_time::Anchors, one row.
CREATE TABLE anchors (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL
) STRICT;

-- Every rulebook that a kept fact may have been made under.
CREATE TABLE rulebook (
    version INTEGER PRIMARY KEY,
    text    TEXT NOT NULL
) STRICT;

-- When the server is asked again: the state of sync/backoff.rs, one row.
CREATE TABLE backoff (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL
) STRICT;
