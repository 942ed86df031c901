-- Pages that no longer match: their structure, without a word of their text, for whoever mends the selectors.
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
ALTER TABLE kulanz.page_reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY store_wall ON kulanz.page_reports USING (store_id = kulanz.current_store())
    WITH CHECK (store_id = kulanz.current_store());
GRANT SELECT, INSERT ON kulanz.page_reports TO kulanz_service;
