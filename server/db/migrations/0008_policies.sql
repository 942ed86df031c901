-- How well the policies in force answer what a past ticket asked. basis: a hash of what the answer hangs on.
CREATE TABLE kulanz.ticket_answers (
    store_id text NOT NULL REFERENCES kulanz.stores,
    ticket_id uuid NOT NULL,
    basis text NOT NULL,
    record jsonb NOT NULL,
    PRIMARY KEY (store_id, ticket_id),
    FOREIGN KEY (store_id, ticket_id) REFERENCES kulanz.tickets ON DELETE CASCADE
);
ALTER TABLE kulanz.ticket_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY store_wall ON kulanz.ticket_answers USING (store_id = kulanz.current_store())
    WITH CHECK (store_id = kulanz.current_store());
GRANT SELECT, INSERT, UPDATE, DELETE ON kulanz.ticket_answers TO kulanz_service;
