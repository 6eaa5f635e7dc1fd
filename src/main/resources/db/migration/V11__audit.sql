-- What happened: one row a decision, each carrying the hash of the one before it.
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

-- Against accidents and an application that was led astray. Who owns the database can drop a trigger; the chain and the
-- anchor outside the database are what finds that.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is append-only: % refused', TG_OP;
END
$$;

CREATE TRIGGER audit_entry_rows BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
