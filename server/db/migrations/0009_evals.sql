-- Topics of drafts as columns: what is written is counted by them while the next draft is made.
ALTER TABLE kulanz.drafts
    ADD COLUMN intent text GENERATED ALWAYS AS (record #>> '{triage,intent}') STORED,
    ADD COLUMN outcome text GENERATED ALWAYS AS (record #>> '{decision,outcome}') STORED;

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
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['eval_cases', 'eval_rules', 'eval_runs', 'eval_results', 'eval_baselines'] LOOP
        EXECUTE format('ALTER TABLE kulanz.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY store_wall ON kulanz.%I USING (store_id = kulanz.current_store()) '
            'WITH CHECK (store_id = kulanz.current_store())', name);
        EXECUTE format('GRANT SELECT, INSERT ON kulanz.%I TO kulanz_service', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['eval_rules', 'eval_runs', 'eval_results', 'eval_baselines'] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kulanz.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION kulanz.refuse_change()', name);
    END LOOP;
END $$;
GRANT UPDATE (state, suite, content, changed_by, changed_at) ON kulanz.eval_cases TO kulanz_service;
