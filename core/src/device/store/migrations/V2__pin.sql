-- A worker's PIN on this phone, see phone/pin.rs. A new enrolment clears them all.
CREATE TABLE pin (
    worker     TEXT PRIMARY KEY,
    salt       BLOB NOT NULL,
    hash       BLOB NOT NULL,               -- argon2id
    memory_kib INTEGER NOT NULL,            -- what it was made with
    passes     INTEGER NOT NULL,
    wrong      INTEGER NOT NULL DEFAULT 0,  -- tries since the last right one, each counted before it is judged
    boot       INTEGER NOT NULL DEFAULT 0,  -- when the last of them was: the boot, and its uptime in ms
    uptime     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
