-- What waits for an answer is asked for by every opening of the console, in a shop with very many solved tickets.
CREATE INDEX tickets_open ON kulanz.tickets (store_id, opened_at DESC NULLS LAST, ticket_id) WHERE status = 'open';

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
ALTER TABLE kulanz.people ENABLE ROW LEVEL SECURITY;
CREATE POLICY store_wall ON kulanz.people USING (store_id = kulanz.current_store())
    WITH CHECK (store_id = kulanz.current_store());
GRANT SELECT, INSERT, DELETE ON kulanz.people TO kulanz_service;
GRANT UPDATE (role, password_hash) ON kulanz.people TO kulanz_service;

-- A person's sessions and invitations end with the person.
ALTER TABLE kulanz.tokens ADD COLUMN person_id uuid;
ALTER TABLE kulanz.tokens ADD FOREIGN KEY (store_id, person_id) REFERENCES kulanz.people ON DELETE CASCADE;
ALTER TABLE kulanz.one_time_codes ADD COLUMN person_id uuid;
ALTER TABLE kulanz.one_time_codes ADD FOREIGN KEY (store_id, person_id) REFERENCES kulanz.people ON DELETE CASCADE;
ALTER TABLE kulanz.one_time_codes DROP CONSTRAINT one_time_codes_purpose_check;
ALTER TABLE kulanz.one_time_codes ADD CONSTRAINT one_time_codes_purpose_check
    CHECK (purpose IN ('pairing', 'sign_in', 'invitation'));
GRANT UPDATE (used_at) ON kulanz.one_time_codes TO kulanz_service;

-- A session of a person has the role that the person has now.
DROP FUNCTION kulanz.token_owner(bytea, text);
CREATE FUNCTION kulanz.token_owner(hash bytea, wanted_purpose text)
    RETURNS TABLE (store_id text, token_id uuid, role text, agent text, origin text, person_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    SELECT t.store_id, t.token_id, coalesce(p.role, t.role), coalesce(p.name, t.agent), t.origin, t.person_id
    FROM kulanz.tokens t LEFT JOIN kulanz.people p ON p.store_id = t.store_id AND p.person_id = t.person_id
    WHERE t.secret_hash = hash AND t.purpose = wanted_purpose AND t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > now());
END;

DROP FUNCTION kulanz.use_code(bytea, text);
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

CREATE OR REPLACE FUNCTION kulanz.delete_expired_secrets() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
BEGIN ATOMIC
    WITH codes AS (DELETE FROM kulanz.one_time_codes WHERE expires_at < now() RETURNING 1),
         sessions AS (DELETE FROM kulanz.tokens WHERE purpose = 'session' AND expires_at < now() RETURNING 1),
         attempts AS (DELETE FROM kulanz.sign_in_attempts WHERE since < now() - interval '15 minutes')
    SELECT (SELECT count(*) FROM codes) + (SELECT count(*) FROM sessions);
END;

DO $$
DECLARE door text;
BEGIN
    FOREACH door IN ARRAY ARRAY['token_owner(bytea, text)', 'use_code(bytea, text)', 'person_called(text)',
                                'count_sign_in_attempt(bytea)', 'forget_sign_in_attempts(bytea)'] LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION kulanz.%s FROM PUBLIC', door);
        EXECUTE format('GRANT EXECUTE ON FUNCTION kulanz.%s TO kulanz_service', door);
    END LOOP;
END $$;
