-- The whole schema as it stands after every migration; a test holds the two equal.
-- Everything of the product lives in schema kulanz; procrastinate keeps its own in schema jobs.
-- The service connects as kulanz_service, which owns nothing: row-level security makes each store a wall.
CREATE SCHEMA kulanz;
GRANT USAGE ON SCHEMA kulanz TO kulanz_service;

CREATE FUNCTION kulanz.current_store() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('kulanz.store', true), '');

-- A record is written once. What changes about it later is a row of its own.
CREATE FUNCTION kulanz.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Stores ---------------------------------------------------------------------------------------------------

CREATE TABLE kulanz.stores (
    store_id text PRIMARY KEY,
    record jsonb NOT NULL,
    tree_version text NOT NULL,
    content_hash text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);

-- The folder's YAML and Markdown files as they stand: written out again, and read by the same reader.
-- is_removed: taken out of force in the console; the text is what it last said.
CREATE TABLE kulanz.pack_files (
    store_id text NOT NULL REFERENCES kulanz.stores,
    path text NOT NULL,
    text text NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'console')),
    is_removed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (store_id, path)
);

CREATE TABLE kulanz.tree_versions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    version text NOT NULL,
    text text NOT NULL,
    parameters jsonb NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'console')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, version)
);

-- Several valid_from of one key are versions in time; a correction supersedes a row of the same valid_from.
CREATE TABLE kulanz.policy_versions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    policy_id text NOT NULL,
    language text NOT NULL,
    version int NOT NULL,
    valid_from date NOT NULL,
    content_hash text NOT NULL,
    record jsonb NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'console')),
    created_at timestamptz NOT NULL DEFAULT now(),
    superseded_at timestamptz,
    PRIMARY KEY (store_id, policy_id, language, version)
);
CREATE UNIQUE INDEX policy_in_force ON kulanz.policy_versions (store_id, policy_id, language, valid_from)
    WHERE superseded_at IS NULL;

CREATE TABLE kulanz.macro_versions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    macro_id text NOT NULL,
    language text NOT NULL,
    version int NOT NULL,
    content_hash text NOT NULL,
    record jsonb NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'console')),
    created_at timestamptz NOT NULL DEFAULT now(),
    superseded_at timestamptz,
    PRIMARY KEY (store_id, macro_id, language, version)
);
CREATE UNIQUE INDEX macro_in_force ON kulanz.macro_versions (store_id, macro_id, language)
    WHERE superseded_at IS NULL;

-- What is found: pieces of policies, macros and past tickets --------------------------------------------------

CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;

CREATE TABLE kulanz.passages (
    store_id text NOT NULL REFERENCES kulanz.stores,
    passage_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('policy', 'ticket', 'macro')),
    source_id text NOT NULL,
    title text NOT NULL,
    section text,
    text text NOT NULL,
    language text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('public', 'internal')),
    version int NOT NULL,
    valid_from date,
    valid_to date,
    searched text NOT NULL,
    length int NOT NULL,
    content_hash text NOT NULL,
    PRIMARY KEY (store_id, passage_id)
);
CREATE INDEX passages_by_pool ON kulanz.passages (store_id, kind, language);

-- The inverted index: how often each stem stands in a passage. No foreign key: it would cost more than the rows.
CREATE TABLE kulanz.passage_words (
    store_id text NOT NULL REFERENCES kulanz.stores,
    word text NOT NULL,
    passage_id text NOT NULL,
    count int NOT NULL,
    PRIMARY KEY (store_id, word, passage_id)
);
CREATE INDEX passage_words_of ON kulanz.passage_words (store_id, passage_id);

-- A vector for each passage and model; a change of model writes new ones while the old ones serve.
CREATE TABLE kulanz.passage_vectors (
    store_id text NOT NULL REFERENCES kulanz.stores,
    model text NOT NULL,
    passage_id text NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    vector halfvec NOT NULL,
    PRIMARY KEY (store_id, model, passage_id)
);
-- Beyond some thousand passages the nearest are found by graph; each embedded model has its own dimension.
CREATE INDEX nearest_use ON kulanz.passage_vectors USING hnsw ((vector::halfvec(512)) halfvec_cosine_ops)
    WHERE model = 'use-multilingual-3';
CREATE INDEX nearest_e5 ON kulanz.passage_vectors USING hnsw ((vector::halfvec(384)) halfvec_cosine_ops)
    WHERE model = 'multilingual-e5-small';

-- What the shop sells and has sold ----------------------------------------------------------------------------

CREATE TABLE kulanz.suppliers (
    store_id text NOT NULL REFERENCES kulanz.stores,
    supplier_id text NOT NULL,
    record jsonb NOT NULL,
    PRIMARY KEY (store_id, supplier_id)
);

CREATE TABLE kulanz.products (
    store_id text NOT NULL REFERENCES kulanz.stores,
    sku text NOT NULL,
    record jsonb NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'import')),
    PRIMARY KEY (store_id, sku)
);

-- number_key: the number without case, '#', blanks and hyphens. email_key: the address, case folded.
CREATE TABLE kulanz.orders (
    store_id text NOT NULL REFERENCES kulanz.stores,
    number text NOT NULL,
    number_key text NOT NULL,
    email_key text,
    placed_at timestamptz NOT NULL,
    record jsonb NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'import')),
    PRIMARY KEY (store_id, number)
);
CREATE INDEX orders_by_key ON kulanz.orders (store_id, number_key);
CREATE INDEX orders_by_address ON kulanz.orders (store_id, email_key, placed_at);
CREATE INDEX orders_by_day ON kulanz.orders (store_id, placed_at DESC, number);

-- fingerprint: helpdesk and external_id, else a hash of customer, subject and first message. person_keys: address,
-- phone and handle, each in one form: equal keys mean the same person.
CREATE TABLE kulanz.tickets (
    store_id text NOT NULL REFERENCES kulanz.stores,
    ticket_id uuid NOT NULL,
    fingerprint text NOT NULL,
    origin text NOT NULL CHECK (origin IN ('pack', 'import', 'product')),
    order_number text,
    status text NOT NULL CHECK (status IN ('open', 'solved')),
    opened_at timestamptz,
    record jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    person_keys text[] NOT NULL,
    PRIMARY KEY (store_id, ticket_id),
    UNIQUE (store_id, fingerprint)
);
CREATE INDEX tickets_by_order ON kulanz.tickets (store_id, order_number);
-- What waits for an answer is asked for by every opening of the console, in a shop with very many solved tickets.
CREATE INDEX tickets_open ON kulanz.tickets (store_id, opened_at DESC NULLS LAST, ticket_id) WHERE status = 'open';
CREATE INDEX tickets_by_person ON kulanz.tickets USING gin (person_keys);
CREATE INDEX tickets_by_day ON kulanz.tickets (store_id, opened_at, ticket_id);

-- What a past ticket's decision is a function of, kept because reading its words is what takes long. basis: a hash of
-- the ticket, its order and the settings that it was read under; another one means that it is read anew.
CREATE TABLE kulanz.past_questions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    ticket_id uuid NOT NULL,
    basis text NOT NULL,
    order_number text,
    record jsonb NOT NULL,
    PRIMARY KEY (store_id, ticket_id),
    FOREIGN KEY (store_id, ticket_id) REFERENCES kulanz.tickets ON DELETE CASCADE
);

-- How well the policies in force answer what a past ticket asked. basis: a hash of what the answer hangs on.
CREATE TABLE kulanz.ticket_answers (
    store_id text NOT NULL REFERENCES kulanz.stores,
    ticket_id uuid NOT NULL,
    basis text NOT NULL,
    record jsonb NOT NULL,
    PRIMARY KEY (store_id, ticket_id),
    FOREIGN KEY (store_id, ticket_id) REFERENCES kulanz.tickets ON DELETE CASCADE
);

-- Records: decisions, drafts and what became of them ----------------------------------------------------------

CREATE TABLE kulanz.decisions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    decision_id uuid NOT NULL,
    ticket_id uuid,
    order_number text,
    as_of timestamptz NOT NULL,
    outcome text,
    action text NOT NULL,
    tree_version text NOT NULL,
    record jsonb NOT NULL,
    corrections jsonb NOT NULL,
    actor uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, decision_id),
    FOREIGN KEY (store_id, tree_version) REFERENCES kulanz.tree_versions
);
CREATE INDEX decisions_by_order ON kulanz.decisions (store_id, order_number);

CREATE TABLE kulanz.drafts (
    store_id text NOT NULL REFERENCES kulanz.stores,
    draft_id uuid NOT NULL,
    parent_id uuid,
    decision_id uuid NOT NULL,
    ticket_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('reply', 'supplier_message')),
    record jsonb NOT NULL,
    request jsonb NOT NULL,
    actor uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    intent text GENERATED ALWAYS AS (record #>> '{triage,intent}') STORED,
    outcome text GENERATED ALWAYS AS (record #>> '{decision,outcome}') STORED,
    PRIMARY KEY (store_id, draft_id),
    FOREIGN KEY (store_id, decision_id) REFERENCES kulanz.decisions,
    FOREIGN KEY (store_id, ticket_id) REFERENCES kulanz.tickets
);
CREATE INDEX drafts_by_ticket ON kulanz.drafts (store_id, ticket_id, created_at);
CREATE INDEX drafts_by_decision ON kulanz.drafts (store_id, decision_id);
CREATE INDEX drafts_by_day ON kulanz.drafts (store_id, created_at, draft_id);

CREATE TABLE kulanz.draft_outcomes (
    store_id text NOT NULL,
    draft_id uuid NOT NULL,
    content_hash text NOT NULL,
    action text NOT NULL CHECK (action IN ('inserted', 'sent', 'discarded')),
    final_text text,
    rating int CHECK (rating IN (-1, 1)),
    note text,
    actor uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, draft_id, content_hash),
    FOREIGN KEY (store_id, draft_id) REFERENCES kulanz.drafts
);

CREATE TABLE kulanz.approvals (
    store_id text NOT NULL REFERENCES kulanz.stores,
    approval_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    note text,
    requested_by text,
    requested_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, approval_id),
    FOREIGN KEY (store_id, decision_id) REFERENCES kulanz.decisions
);

CREATE TABLE kulanz.approval_answers (
    store_id text NOT NULL,
    approval_id uuid NOT NULL,
    granted boolean NOT NULL,
    note text,
    answered_by text,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, approval_id),
    FOREIGN KEY (store_id, approval_id) REFERENCES kulanz.approvals
);

CREATE TABLE kulanz.audit_log (
    store_id text NOT NULL REFERENCES kulanz.stores,
    entry_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    event text NOT NULL,
    details jsonb NOT NULL,
    PRIMARY KEY (store_id, entry_id)
);

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

-- Prompts that a shop words itself: versions are never changed, labels move ---------------------------------------

CREATE TABLE kulanz.prompt_versions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    name text NOT NULL,
    version text NOT NULL,
    content text NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, name, version)
);

CREATE TABLE kulanz.prompt_label_moves (
    store_id text NOT NULL REFERENCES kulanz.stores,
    move_id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    label text NOT NULL,
    version text,
    moved_by text NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, move_id),
    FOREIGN KEY (store_id, name, version) REFERENCES kulanz.prompt_versions
);

CREATE TABLE kulanz.prompt_trials (
    store_id text NOT NULL REFERENCES kulanz.stores,
    trial_id bigint GENERATED ALWAYS AS IDENTITY,
    label text NOT NULL,
    percent int NOT NULL CHECK (percent BETWEEN 0 AND 100),
    set_by text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, trial_id)
);

-- Where each label is now; NULL: taken off.
CREATE VIEW kulanz.prompt_labels WITH (security_invoker = true) AS
    SELECT DISTINCT ON (name, label) name, label, version FROM kulanz.prompt_label_moves
    ORDER BY name, label, move_id DESC;

-- Pages that no longer match, without a word of their text.
CREATE TABLE kulanz.page_reports (
    store_id text NOT NULL REFERENCES kulanz.stores,
    report_id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    helpdesk text NOT NULL,
    missing text NOT NULL,
    extension text NOT NULL,
    html text NOT NULL,
    PRIMARY KEY (store_id, report_id)
);

-- Cases that come of drafts that agents rewrote: proposed, then taken into a suite of the shop, or passed over.
CREATE TABLE kulanz.eval_cases (
    store_id text NOT NULL REFERENCES kulanz.stores,
    draft_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'refused')),
    suite text,
    content text NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, draft_id),
    FOREIGN KEY (store_id, draft_id) REFERENCES kulanz.drafts,
    CHECK ((state = 'accepted') = (suite IS NOT NULL))
);

-- What a manager said to a rule that edits of agents suggested. target: the prompt or macro that it went into.
CREATE TABLE kulanz.eval_rules (
    store_id text NOT NULL REFERENCES kulanz.stores,
    rule_id bigint GENERATED ALWAYS AS IDENTITY,
    language text NOT NULL,
    change text NOT NULL CHECK (change IN ('added', 'deleted', 'replaced')),
    sentence text NOT NULL,
    accepted boolean NOT NULL,
    target text,
    answered_by text NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, rule_id)
);

-- Runs over suites, by the id of the job that made them, and the result of each case.
CREATE TABLE kulanz.eval_runs (
    store_id text NOT NULL REFERENCES kulanz.stores,
    run_id uuid NOT NULL,
    record jsonb NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, run_id)
);
CREATE TABLE kulanz.eval_results (
    store_id text NOT NULL,
    run_id uuid NOT NULL,
    position int NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    record jsonb NOT NULL,
    outline jsonb, -- what a run's page lists of the case; null for runs kept before there were any
    PRIMARY KEY (store_id, run_id, position),
    FOREIGN KEY (store_id, run_id) REFERENCES kulanz.eval_runs
);
CREATE TABLE kulanz.eval_baselines (
    store_id text NOT NULL REFERENCES kulanz.stores,
    baseline_id bigint GENERATED ALWAYS AS IDENTITY,
    run_id uuid NOT NULL,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, baseline_id),
    FOREIGN KEY (store_id, run_id) REFERENCES kulanz.eval_runs
);

-- Access: secrets are kept as SHA-256, never as they are -------------------------------------------------------

-- Who signs in to the console by name. A name belongs to one person of all stores: it says which store is meant.
-- password_hash: argon2id; NULL until the invitation is taken up.
CREATE TABLE kulanz.people (
    store_id text NOT NULL REFERENCES kulanz.stores,
    person_id uuid NOT NULL,
    login text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('manager', 'admin')),
    password_hash text,
    invited_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, person_id)
);

-- A person's sessions and invitations end with the person.
CREATE TABLE kulanz.tokens (
    store_id text NOT NULL REFERENCES kulanz.stores,
    token_id uuid NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    purpose text NOT NULL CHECK (purpose IN ('api', 'session')),
    role text NOT NULL CHECK (role IN ('agent', 'manager', 'admin')),
    agent text,
    origin text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    person_id uuid,
    PRIMARY KEY (store_id, token_id),
    FOREIGN KEY (store_id, person_id) REFERENCES kulanz.people ON DELETE CASCADE
);

CREATE TABLE kulanz.one_time_codes (
    store_id text NOT NULL REFERENCES kulanz.stores,
    secret_hash bytea NOT NULL UNIQUE,
    purpose text NOT NULL CHECK (purpose IN ('pairing', 'sign_in', 'invitation')),
    role text NOT NULL CHECK (role IN ('agent', 'manager', 'admin')),
    agent text,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    person_id uuid,
    PRIMARY KEY (store_id, secret_hash),
    FOREIGN KEY (store_id, person_id) REFERENCES kulanz.people ON DELETE CASCADE
);

-- The wall: one policy on every table, and only the rights that the service uses -------------------------------

DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kulanz' LOOP
        EXECUTE format('ALTER TABLE kulanz.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY store_wall ON kulanz.%I USING (store_id = kulanz.current_store()) '
            'WITH CHECK (store_id = kulanz.current_store())', name);
        EXECUTE format('GRANT SELECT, INSERT ON kulanz.%I TO kulanz_service', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['decisions', 'drafts', 'draft_outcomes', 'approvals', 'approval_answers',
                                'audit_log', 'tree_versions', 'prompt_versions',
                                'prompt_label_moves', 'prompt_trials', 'eval_rules', 'eval_runs',
                                'eval_results', 'eval_baselines'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kulanz.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION kulanz.refuse_change()', name);
    END LOOP;
END $$;

GRANT UPDATE (record, tree_version, content_hash, loaded_at) ON kulanz.stores TO kulanz_service;
GRANT UPDATE (superseded_at) ON kulanz.policy_versions, kulanz.macro_versions TO kulanz_service;
GRANT UPDATE (revoked_at) ON kulanz.tokens TO kulanz_service;
GRANT UPDATE (used_at) ON kulanz.one_time_codes TO kulanz_service;
GRANT DELETE ON kulanz.people TO kulanz_service;
GRANT UPDATE (role, password_hash) ON kulanz.people TO kulanz_service;
GRANT UPDATE, DELETE ON kulanz.pack_files, kulanz.suppliers, kulanz.products, kulanz.orders, kulanz.tickets,
    kulanz.passages, kulanz.past_questions, kulanz.ticket_answers TO kulanz_service;
GRANT UPDATE (state, suite, content, changed_by, changed_at) ON kulanz.eval_cases TO kulanz_service;
GRANT UPDATE (input, state, step, done, total, stop_requested, result, error, started_at, ended_at) ON kulanz.jobs
    TO kulanz_service;
GRANT DELETE ON kulanz.passage_words, kulanz.passage_vectors TO kulanz_service;
GRANT SELECT ON kulanz.prompt_labels TO kulanz_service;

-- Doors: the few questions asked before the store is known. They run as the owner and answer one row each. ------

-- A session of a person has the role that the person has now.
CREATE FUNCTION kulanz.token_owner(hash bytea, wanted_purpose text)
    RETURNS TABLE (store_id text, token_id uuid, role text, agent text, origin text, person_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    SELECT t.store_id, t.token_id, coalesce(p.role, t.role), coalesce(p.name, t.agent), t.origin, t.person_id
    FROM kulanz.tokens t LEFT JOIN kulanz.people p ON p.store_id = t.store_id AND p.person_id = t.person_id
    WHERE t.secret_hash = hash AND t.purpose = wanted_purpose AND t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > now());
END;

CREATE FUNCTION kulanz.use_code(hash bytea, wanted_purpose text)
    RETURNS TABLE (store_id text, role text, agent text, person_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    UPDATE kulanz.one_time_codes c SET used_at = now()
    WHERE c.secret_hash = hash AND c.purpose = wanted_purpose AND c.used_at IS NULL AND c.expires_at > now()
    RETURNING c.store_id, c.role, c.agent, c.person_id;
END;

CREATE FUNCTION kulanz.person_called(wanted_login text)
    RETURNS TABLE (store_id text, person_id uuid, role text, name text, password_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    SELECT p.store_id, p.person_id, p.role, p.name, p.password_hash FROM kulanz.people p WHERE p.login = wanted_login;
END;

CREATE FUNCTION kulanz.store_ids() RETURNS TABLE (store_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    SELECT s.store_id FROM kulanz.stores s ORDER BY s.loaded_at, s.store_id;
END;

-- How often a name was tried in vain, whether there is such a person or not. Hashed, for a password is soon typed
-- into the wrong field. No policy: nobody but the owner sees it, and the doors below.
CREATE TABLE kulanz.sign_in_attempts (
    login_hash bytea PRIMARY KEY,
    attempts int NOT NULL,
    since timestamptz NOT NULL
);
ALTER TABLE kulanz.sign_in_attempts ENABLE ROW LEVEL SECURITY;

-- Counts an attempt and answers how many seconds to wait; 0: go on. After ten within a quarter of an hour nobody
-- tries this name until the quarter is over.
CREATE FUNCTION kulanz.count_sign_in_attempt(hash bytea) RETURNS int
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    span CONSTANT interval := interval '15 minutes';
    counted record;
BEGIN
    INSERT INTO kulanz.sign_in_attempts AS a (login_hash, attempts, since) VALUES (hash, 1, now())
    ON CONFLICT (login_hash) DO UPDATE SET
        attempts = CASE WHEN a.since < now() - span THEN 1 ELSE a.attempts + 1 END,
        since = CASE WHEN a.since < now() - span THEN now() ELSE a.since END
    RETURNING attempts, since INTO counted;
    RETURN CASE WHEN counted.attempts <= 10 THEN 0
        ELSE greatest(1, ceil(extract(epoch FROM counted.since + span - now())))::int END;
END $$;

CREATE FUNCTION kulanz.forget_sign_in_attempts(hash bytea) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    DELETE FROM kulanz.sign_in_attempts WHERE login_hash = hash;
END;

CREATE FUNCTION kulanz.delete_expired_secrets() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    WITH codes AS (DELETE FROM kulanz.one_time_codes WHERE expires_at < now() RETURNING 1),
         sessions AS (DELETE FROM kulanz.tokens WHERE purpose = 'session' AND expires_at < now() RETURNING 1),
         attempts AS (DELETE FROM kulanz.sign_in_attempts WHERE since < now() - interval '15 minutes')
    SELECT (SELECT count(*) FROM codes) + (SELECT count(*) FROM sessions);
END;

-- The planner knows nothing of rows that were just written, and plans for none. The service owns no table and may
-- not gather statistics itself.
CREATE FUNCTION kulanz.gather_statistics() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    ANALYZE kulanz.passages, kulanz.passage_words, kulanz.passage_vectors;
END $$;

DO $$
DECLARE door text;
BEGIN
    FOREACH door IN ARRAY ARRAY['token_owner(bytea, text)', 'use_code(bytea, text)', 'store_ids()',
                                'delete_expired_secrets()', 'refuse_change()', 'gather_statistics()',
                                'person_called(text)', 'count_sign_in_attempt(bytea)',
                                'forget_sign_in_attempts(bytea)'] LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION kulanz.%s FROM PUBLIC', door);
        EXECUTE format('GRANT EXECUTE ON FUNCTION kulanz.%s TO kulanz_service', door);
    END LOOP;
END $$;

-- Which migrations ran. No policy: nobody but the owner sees it.
CREATE TABLE kulanz.migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
ALTER TABLE kulanz.migrations ENABLE ROW LEVEL SECURITY;
