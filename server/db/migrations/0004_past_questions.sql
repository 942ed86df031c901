-- What a past ticket's decision is a function of, kept because reading its words is what takes long.
CREATE TABLE kulanz.past_questions (
    store_id text NOT NULL REFERENCES kulanz.stores,
    ticket_id uuid NOT NULL,
    basis text NOT NULL,
    order_number text,
    record jsonb NOT NULL,
    PRIMARY KEY (store_id, ticket_id),
    FOREIGN KEY (store_id, ticket_id) REFERENCES kulanz.tickets ON DELETE CASCADE
);
ALTER TABLE kulanz.past_questions ENABLE ROW LEVEL SECURITY;
CREATE POLICY store_wall ON kulanz.past_questions USING (store_id = kulanz.current_store())
    WITH CHECK (store_id = kulanz.current_store());
GRANT SELECT, INSERT, UPDATE, DELETE ON kulanz.past_questions TO kulanz_service;
