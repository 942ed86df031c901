-- Prompts that a shop words itself: versions are never changed, labels move from one to another.
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
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['prompt_versions', 'prompt_label_moves', 'prompt_trials'] LOOP
        EXECUTE format('ALTER TABLE kulanz.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY store_wall ON kulanz.%I USING (store_id = kulanz.current_store()) '
            'WITH CHECK (store_id = kulanz.current_store())', name);
        EXECUTE format('GRANT SELECT, INSERT ON kulanz.%I TO kulanz_service', name);
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kulanz.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION kulanz.refuse_change()', name);
    END LOOP;
END $$;
-- Where each label is now; NULL: taken off.
CREATE VIEW kulanz.prompt_labels WITH (security_invoker = true) AS
    SELECT DISTINCT ON (name, label) name, label, version FROM kulanz.prompt_label_moves
    ORDER BY name, label, move_id DESC;
GRANT SELECT ON kulanz.prompt_labels TO kulanz_service;
