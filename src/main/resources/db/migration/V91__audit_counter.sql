-- How many rows the audit record has, kept by the transaction that adds one. A tail that is cut off the record shows here,
-- and in the anchor outside the database, which whoever owns the database cannot change.
CREATE TABLE audit_counter (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    rows bigint  NOT NULL
);
INSERT INTO audit_counter (rows) SELECT coalesce(max(seq), 0) FROM audit_entry;

-- Where an anchor is kept: host and data directory. A place that is listed and has no anchor lost it.
CREATE TABLE audit_anchor (
    place text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT now()
);
