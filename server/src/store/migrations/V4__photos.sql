-- Photos: which are here, which are on their way, and which the facts name. The bytes lie in the photo folder (server/src/photo).
-- A photo's id is the SHA-256 of its bytes. Instants are milliseconds since 1970.

CREATE TABLE photo (               -- whole, its hash verified, durable
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,              -- jpg, png, webp, heic
  bytes INTEGER NOT NULL,
  device INTEGER NOT NULL,         -- the first that brought it
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE photo_upload (        -- one row a device and photo, also for a while after its end, so that a lost answer can be asked for
  device INTEGER NOT NULL,
  photo BLOB NOT NULL,
  bytes INTEGER NOT NULL,
  have INTEGER NOT NULL DEFAULT 0, -- so many bytes are durable
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (device, photo)
) STRICT, WITHOUT ROWID;

CREATE INDEX photo_upload_by_end ON photo_upload (expires_at);

CREATE TABLE photo_named (         -- the photos that applied facts name, before the photos come or after
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,             -- when the fact happened, the middle of its interval
  device INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  place INTEGER NOT NULL,          -- in the fact's own order, from 0
  photo BLOB NOT NULL,
  PRIMARY KEY (subject, at, device, seq, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX photo_named_by_photo ON photo_named (photo);
