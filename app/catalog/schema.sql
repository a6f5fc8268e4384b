-- One row an analysis. Times are ISO 8601 in UTC; sources and options are JSON.
CREATE TABLE IF NOT EXISTS analysis (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    created  TEXT NOT NULL,
    started  TEXT,
    finished TEXT,
    bytes    INTEGER NOT NULL,
    records  INTEGER,
    error    TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    -- While the bytes of its one source are still coming: 1 in one request, 2 in slices.
    arriving INTEGER NOT NULL DEFAULT 0,
    sources  TEXT NOT NULL,
    options  TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS analysis_by_state ON analysis (state, created);

-- One row a finished chunk of an unfinished analysis: what need not be done again. The payload is
-- the file of that name in the analysis's folder.
CREATE TABLE IF NOT EXISTS chunk (
    analysis TEXT NOT NULL,
    source   INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    file     TEXT NOT NULL,
    PRIMARY KEY (analysis, source, start, end)
) WITHOUT ROWID;

-- One row an analysis whose log was taken to the lab. The result is lab.json in its folder.
CREATE TABLE IF NOT EXISTS lab (
    analysis TEXT PRIMARY KEY,
    state    TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    created  TEXT NOT NULL,
    error    TEXT,
    options  TEXT NOT NULL
) WITHOUT ROWID;

-- One row an Idempotency-Key: the analysis that it made, and what the request asked for.
CREATE TABLE IF NOT EXISTS idempotency_key (
    key      TEXT PRIMARY KEY,
    analysis TEXT NOT NULL,
    request  TEXT NOT NULL
) WITHOUT ROWID;

-- One row a view with a short id; the content is JSON.
CREATE TABLE IF NOT EXISTS kept_view (
    analysis TEXT NOT NULL,
    id       TEXT NOT NULL,
    content  TEXT NOT NULL,
    PRIMARY KEY (analysis, id)
) WITHOUT ROWID;
