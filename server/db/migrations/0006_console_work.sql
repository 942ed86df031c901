-- Which files of a pack were edited in the console; the next load of a folder must not undo them in silence.
ALTER TABLE kulanz.pack_files ADD COLUMN origin text NOT NULL DEFAULT 'pack' CHECK (origin IN ('pack', 'console'));
ALTER TABLE kulanz.pack_files ALTER COLUMN origin DROP DEFAULT;
-- Work that a page starts and that outlives its request: progress is written as it goes, the result at the end.
-- `input`, an uploaded file, goes when the work ends.
CREATE TABLE kulanz.jobs (
    store_id text NOT NULL REFERENCES kulanz.stores,
    job_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('eval', 'replay', 'import', 'load')),
    request jsonb NOT NULL,
    input bytea,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
    step text NOT NULL DEFAULT '',
    done bigint NOT NULL DEFAULT 0,
    total bigint,
    stop_requested boolean NOT NULL DEFAULT false,
    result jsonb,
    error jsonb,
    started_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (store_id, job_id)
);
CREATE INDEX jobs_by_kind ON kulanz.jobs (store_id, kind, created_at DESC);
ALTER TABLE kulanz.jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY store_wall ON kulanz.jobs USING (store_id = kulanz.current_store())
    WITH CHECK (store_id = kulanz.current_store());
GRANT SELECT, INSERT ON kulanz.jobs TO kulanz_service;
GRANT UPDATE (input, state, step, done, total, stop_requested, result, error, started_at, ended_at) ON kulanz.jobs
    TO kulanz_service;
