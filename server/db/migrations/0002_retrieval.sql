-- Search by meaning and by words. What was indexed is indexed anew at the next start.
CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;

TRUNCATE kulanz.passages;
ALTER TABLE kulanz.passages DROP COLUMN words;
DROP FUNCTION kulanz.text_search_config(text);
ALTER TABLE kulanz.passages
    ADD COLUMN searched text NOT NULL,
    ADD COLUMN length int NOT NULL,
    ADD COLUMN content_hash text NOT NULL;
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

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['passage_words', 'passage_vectors'] LOOP
        EXECUTE format('ALTER TABLE kulanz.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY store_wall ON kulanz.%I USING (store_id = kulanz.current_store()) '
            'WITH CHECK (store_id = kulanz.current_store())', name);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON kulanz.%I TO kulanz_service', name);
    END LOOP;
END $$;

-- The planner knows nothing of rows that were just written, and plans for none. The service owns no table and may
-- not gather statistics itself.
CREATE FUNCTION kulanz.gather_statistics() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    ANALYZE kulanz.passages, kulanz.passage_words, kulanz.passage_vectors;
END $$;
REVOKE ALL ON FUNCTION kulanz.gather_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kulanz.gather_statistics() TO kulanz_service;
