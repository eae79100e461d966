-- Photos that were handed over to this phone. The bytes lie in the folder `photos` beside this file, named by their hash.
CREATE TABLE photo (
    n        INTEGER PRIMARY KEY,            -- the order in which they were handed over
    id       TEXT NOT NULL UNIQUE,           -- SHA-256 of the bytes
    kind     TEXT NOT NULL,                  -- jpg, png, webp, heic
    bytes    INTEGER NOT NULL,
    stage    TEXT NOT NULL DEFAULT 'kept'
             CHECK (stage IN ('kept', 'uploading', 'delivered', 'gone', 'refused')),
    upload   TEXT,                           -- uploading: the upload's path on the server
    sent     INTEGER NOT NULL DEFAULT 0,     -- uploading: so many bytes the server has
    at       INTEGER,                        -- delivered, gone: when the server confirmed the hash, ms since 1970
    code     TEXT,                           -- refused: why, as a stable code
    setbacks INTEGER NOT NULL DEFAULT 0      -- how often its upload ended otherwise; those that never failed go first
) STRICT;
CREATE INDEX photo_waiting ON photo (setbacks, n) WHERE stage IN ('kept', 'uploading');

-- The queue's own settings: which networks photos may use, and when the server is asked again. One row.
CREATE TABLE photo_queue (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    policy  TEXT NOT NULL,                   -- any, wifi_only
    backoff TEXT NOT NULL                    -- sync/backoff.rs as JSON
) STRICT;
