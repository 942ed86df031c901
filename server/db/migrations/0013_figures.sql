-- What reports count of a row stands beside its record: to open every record took most of a report's time.
-- Every instant in a record has its offset, so that what it means hangs on no setting.
CREATE FUNCTION kulanz.instant(written text) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN written::timestamptz;

CREATE FUNCTION kulanz.asked_at(messages jsonb) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT min(sent_at) FROM jsonb_to_recordset(messages) AS one(author text, sent_at timestamptz)
        WHERE author = 'customer');

CREATE FUNCTION kulanz.answered_at(messages jsonb) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT min(sent_at) FROM jsonb_to_recordset(messages) AS one(author text, sent_at timestamptz)
        WHERE author = 'agent' AND sent_at >= kulanz.asked_at(messages));

ALTER TABLE kulanz.tickets
    ADD COLUMN subject text GENERATED ALWAYS AS (record #>> '{ticket,subject}') STORED,
    ADD COLUMN channel text GENERATED ALWAYS AS (record #>> '{ticket,channel}') STORED,
    ADD COLUMN asked_at timestamptz GENERATED ALWAYS AS (kulanz.asked_at(record #> '{ticket,messages}')) STORED,
    ADD COLUMN answered_at timestamptz GENERATED ALWAYS AS (kulanz.answered_at(record #> '{ticket,messages}')) STORED,
    ADD COLUMN solved_at timestamptz GENERATED ALWAYS AS (kulanz.instant(record ->> 'solved_at')) STORED,
    ADD COLUMN labelled_intent text GENERATED ALWAYS AS (record #>> '{labels,intent}') STORED,
    ADD COLUMN labelled_priority text GENERATED ALWAYS AS (record #>> '{labels,priority}') STORED,
    ADD COLUMN labelled_problem text GENERATED ALWAYS AS (record #>> '{labels,problem}') STORED,
    ADD COLUMN labelled_items jsonb GENERATED ALWAYS AS (nullif(record #> '{labels,items}', 'null')) STORED;

ALTER TABLE kulanz.past_questions
    ADD COLUMN problem text GENERATED ALWAYS AS (record #>> '{facts,problem,value}') STORED;

ALTER TABLE kulanz.orders
    ADD COLUMN is_refunded boolean GENERATED ALWAYS AS (coalesce((record ->> 'refunded')::numeric, 0) > 0) STORED,
    ADD COLUMN skus jsonb GENERATED ALWAYS AS (jsonb_path_query_array(record, '$.lines[*].sku')) STORED,
    ADD COLUMN suppliers jsonb GENERATED ALWAYS AS (jsonb_path_query_array(record, '$.shipments[*].supplier')) STORED;

ALTER TABLE kulanz.decisions
    ADD COLUMN problem text GENERATED ALWAYS AS (record #>> '{facts,problem,value}') STORED,
    ADD COLUMN amount jsonb GENERATED ALWAYS AS (nullif(record -> 'amount', 'null')) STORED,
    ADD COLUMN to_shop jsonb GENERATED ALWAYS AS (nullif(record #> '{cost,to_shop}', 'null')) STORED,
    ADD COLUMN from_supplier jsonb GENERATED ALWAYS AS (nullif(record #> '{cost,from_supplier}', 'null')) STORED;

ALTER TABLE kulanz.drafts
    ADD COLUMN priority text GENERATED ALWAYS AS (record #>> '{triage,priority}') STORED,
    ADD COLUMN problem text GENERATED ALWAYS AS (record #>> '{decision,facts,problem,value}') STORED,
    ADD COLUMN order_number text GENERATED ALWAYS AS (record #>> '{decision,order_number}') STORED,
    ADD COLUMN writer text GENERATED ALWAYS AS (record ->> 'writer') STORED,
    ADD COLUMN degraded text GENERATED ALWAYS AS (record #>> '{degraded,code}') STORED,
    ADD COLUMN cost numeric GENERATED ALWAYS AS ((record ->> 'cost')::numeric) STORED,
    ADD COLUMN tokens int GENERATED ALWAYS AS (
        (record #>> '{tokens,prompt}')::int + (record #>> '{tokens,completion}')::int) STORED;

-- Words of the draft, and how many of them stand in the text that was sent; null for reports of earlier releases.
ALTER TABLE kulanz.draft_outcomes ADD COLUMN words int, ADD COLUMN survived int;
