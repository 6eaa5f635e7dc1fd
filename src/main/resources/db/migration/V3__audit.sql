-- The audit record: one row for each decision, with the hash of the row before it.

CREATE TABLE audit_entry (
    seq      bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL,
    action   text        NOT NULL,
    subject  text        NOT NULL,
    detail   jsonb       NOT NULL,
    previous bytea       NOT NULL,
    hash     bytea       NOT NULL
);
CREATE INDEX audit_entry_subject ON audit_entry (subject, seq);
COMMENT ON TABLE audit_entry IS 'Append-only. docs/decisions/005 describes the chain of hashes.';

-- Protects against accidents and a misled application. The owner of the database can drop a trigger; the chain and the anchor
-- outside the database show that.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is append-only: % refused', TG_OP;
END
$$;

CREATE TRIGGER audit_entry_rows BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE audit_counter (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    rows bigint  NOT NULL
);
INSERT INTO audit_counter (rows) VALUES (0);
COMMENT ON TABLE audit_counter IS 'Number of rows of the audit record, counted in the transaction that adds one: shows a tail that was cut off.';

CREATE TABLE audit_anchor (
    place text        PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE audit_anchor IS 'Host and data directory of each anchor outside the database. A place that is listed and has no anchor has lost it.';
