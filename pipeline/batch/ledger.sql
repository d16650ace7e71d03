-- What was converted, and what is left to do. Times are nowhere in it: it holds facts about contents.
CREATE TABLE IF NOT EXISTS jobs (              -- a content, converted once
    key       TEXT PRIMARY KEY,                -- hash of content, program, lexicons and options
    content   TEXT NOT NULL,                   -- SHA-256 of the bytes
    state     TEXT NOT NULL,                   -- attente, fait, quarantaine
    strikes   INTEGER NOT NULL DEFAULT 0,      -- times its worker died of it alone
    tries     INTEGER NOT NULL DEFAULT 0,      -- times its worker died at all
    statut    TEXT,
    motif     TEXT,
    summary   TEXT                             -- JSON: its row of documents in short, counts by table, cause
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS occurrences (       -- a source of the present run: a file, or a member of one
    rank      INTEGER NOT NULL,                -- place in the run
    sub       TEXT NOT NULL,                   -- place in its container; '' for a file
    name      TEXT NOT NULL,                   -- documents.chemin
    path      BLOB NOT NULL,                   -- the file, as the system names it, or its address
    size      INTEGER NOT NULL DEFAULT 0,      -- of a file elsewhere, as listed
    changed   INTEGER NOT NULL DEFAULT 0,      -- a number for the version that was listed; 0 where there is none
    key       TEXT,                            -- the job that its bytes are; null as long as they are not known
    opened    INTEGER NOT NULL DEFAULT 0,      -- a container whose members stand here: it has no row itself
    motif     TEXT,                            -- why its bytes cannot be had
    cause     TEXT,
    PRIMARY KEY (rank, sub)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS occurrences_files ON occurrences (path) WHERE sub = '';
CREATE INDEX IF NOT EXISTS occurrences_of_a_job ON occurrences (key, rank, sub);
CREATE INDEX IF NOT EXISTS occurrences_open ON occurrences (rank, sub) WHERE key IS NULL AND motif IS NULL;
CREATE TABLE IF NOT EXISTS files (             -- what a file's bytes were when they were last hashed
    path      BLOB PRIMARY KEY,
    size      INTEGER NOT NULL,
    changed   INTEGER NOT NULL,                -- nanoseconds, of content or of the entry, whichever came last;
                                               -- of a file elsewhere, a number for its version
    content   TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (             -- of the output as a whole: which tables stand there
    name      TEXT PRIMARY KEY,
    value     TEXT NOT NULL
) WITHOUT ROWID;
