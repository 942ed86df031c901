-- One customer over channels: a conversation is found by address, phone or handle. Phones are added at the next load.
ALTER TABLE kulanz.tickets ADD COLUMN person_keys text[] NOT NULL DEFAULT '{}';
UPDATE kulanz.tickets SET person_keys = array_remove(ARRAY[
    'email:' || email_key,
    'handle:' || nullif(lower(ltrim(trim(record #>> '{ticket,customer,handle}'), '@')), '')
], NULL);
ALTER TABLE kulanz.tickets DROP COLUMN email_key, ALTER COLUMN person_keys DROP DEFAULT;
CREATE INDEX tickets_by_person ON kulanz.tickets USING gin (person_keys);
