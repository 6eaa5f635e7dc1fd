-- Dispatches, their frozen variants, batches, deliveries and attempts (DESIGN 2, 5).

-- The advisory lock of a dispatch: markers take it shared, stop, going on and order take it exclusively.
CREATE FUNCTION dispatch_lock(dispatch bigint) RETURNS bigint
    IMMUTABLE LANGUAGE sql AS 'SELECT 4200000000000000000 + dispatch';

CREATE TABLE dispatch (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing      bigint      NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('NOTICE', 'REMINDER', 'CORRECTION', 'HEADS_UP')),
    corrects     bigint REFERENCES dispatch,
    snapshot     bigint      NOT NULL REFERENCES snapshot,
    state        text        NOT NULL DEFAULT 'WAITING'
                 CHECK (state IN ('WAITING', 'SENDING', 'DONE', 'STOPPED', 'PAUSED', 'HELD')),
    why          text,
    probe_at     timestamptz,
    stop_number  integer     NOT NULL DEFAULT 0,
    pace         integer     NOT NULL DEFAULT 0 CHECK (pace >= 0),
    paced_since  timestamptz,
    paced_from   integer     NOT NULL DEFAULT 0,
    split_by     text[]      NOT NULL,
    token        text        NOT NULL UNIQUE,
    people       integer     NOT NULL,
    batches      integer     NOT NULL,
    materialised integer     NOT NULL DEFAULT 0,
    started_at   timestamptz,
    ended_at     timestamptz,
    CHECK ((kind = 'CORRECTION') = (corrects IS NOT NULL))
);
CREATE INDEX dispatch_mailing ON dispatch (mailing);

CREATE TABLE variant (
    dispatch  bigint  NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    number    integer NOT NULL,
    language  text    NOT NULL,
    condition text    NOT NULL,
    people    bigint  NOT NULL,
    subject   text    NOT NULL,
    html      text    NOT NULL,
    body      text    NOT NULL,
    form      bytea   NOT NULL,
    sha256    text    NOT NULL,
    PRIMARY KEY (dispatch, number)
);

-- Which people read which variant: the values of the attributes in dispatch.split_by.
CREATE TABLE variant_group (
    dispatch bigint  NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    tuple    jsonb   NOT NULL,
    variant  integer NOT NULL,
    PRIMARY KEY (dispatch, tuple)
);

CREATE TABLE batch (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dispatch      bigint  NOT NULL REFERENCES dispatch,
    number        integer NOT NULL,
    first_ordinal integer NOT NULL,
    epoch         bigint  NOT NULL DEFAULT 0,
    owner         text,
    settled_at    timestamptz,
    UNIQUE (dispatch, number)
);

-- No index names a column that changes, so that updates stay HOT; work is found by batch and ordinal.
CREATE TABLE delivery (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dispatch bigint   NOT NULL REFERENCES dispatch,
    batch    bigint   NOT NULL REFERENCES batch,
    ordinal  integer  NOT NULL,
    variant  integer  NOT NULL,
    state    text     NOT NULL DEFAULT 'PENDING'
             CHECK (state IN ('PENDING', 'IN_FLIGHT', 'ACCEPTED', 'REJECTED', 'DEFERRED', 'EXPIRED', 'IN_DOUBT', 'SKIPPED')),
    attempts smallint NOT NULL DEFAULT 0,
    dated    timestamptz,
    due      timestamptz,
    reply    text,
    UNIQUE (dispatch, ordinal)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX delivery_batch ON delivery (batch, ordinal);

-- Append-only but for its outcome. dot_by: the latest moment at which its final dot may have been written.
CREATE TABLE attempt (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery   bigint      NOT NULL REFERENCES delivery,
    number     smallint    NOT NULL,
    epoch      bigint      NOT NULL,
    node       text        NOT NULL,
    witness    text,
    marked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome    text CHECK (outcome IN ('ACCEPTED', 'REJECTED', 'DEFERRED', 'IN_DOUBT', 'NOT_SENT')),
    stage      text,
    reply      text,
    dot_by     timestamptz,
    settled_at timestamptz,
    UNIQUE (delivery, number)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- A process that sends: what it found when it started, and that it lives.
CREATE TABLE node (
    id              text PRIMARY KEY,
    started_at      timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL,
    found_in_flight integer     NOT NULL
);
