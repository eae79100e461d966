-- Conduct: what the facts show of a breach, for a person to decide. Derived from a subject's facts in the transaction that
-- takes them in; an entry whose facts were cleared by later ones stays, so that the file can say so.

CREATE TABLE finding (
  breach TEXT PRIMARY KEY,         -- subject and breach, as in order:o1/late_arrival
  subject TEXT NOT NULL,
  proposal TEXT NOT NULL,          -- JSON
  withdrawn_at INTEGER             -- when later facts took it away; milliseconds since 1970
) STRICT, WITHOUT ROWID;

CREATE INDEX finding_by_subject ON finding (subject);
CREATE INDEX finding_standing ON finding (breach) WHERE withdrawn_at IS NULL;

CREATE TABLE case_number (         -- the last one that the server gave
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  n INTEGER NOT NULL
) STRICT;

CREATE INDEX subject_cases ON subject (no) WHERE kind = 'case';
