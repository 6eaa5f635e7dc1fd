-- Links, the audit log and the suppression list name a person by a keyed hash: neither URLs nor rows that can never be deleted
-- have an address.

CREATE TABLE person_key (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    secret bytea   NOT NULL
);
COMMENT ON TABLE person_key IS 'The key of person_hash; made once for each installation.';
-- gen_random_uuid() has 122 random bits
INSERT INTO person_key (secret)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE FUNCTION person_hash(address text) RETURNS text
    STABLE LANGUAGE sql AS
    $$SELECT encode(sha256(secret || convert_to(lower(address COLLATE "C"), 'UTF8')), 'hex') FROM person_key$$;
COMMENT ON FUNCTION person_hash IS 'Names a person without their address. The same for all letter cases of an address.';
