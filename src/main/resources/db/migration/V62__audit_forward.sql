-- How far the audit log was sent to places outside: a SIEM, a file, a mailbox.

CREATE TABLE audit_forward (
    target        text        PRIMARY KEY,
    position      bigint      NOT NULL DEFAULT 0,
    sent_at       timestamptz,
    failing_since timestamptz,
    problem       text        NOT NULL DEFAULT '',
    leased_by     uuid,
    leased_until  timestamptz
);
COMMENT ON TABLE audit_forward IS 'A place outside that gets the rows of the audit log, or its newest anchor.';
COMMENT ON COLUMN audit_forward.position IS 'The number of the last row that the target has.';
COMMENT ON COLUMN audit_forward.leased_by IS 'The attempt that is sending now; after leased_until another one may.';
