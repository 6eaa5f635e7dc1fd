-- Dispatches, their frozen variants, batches, deliveries and attempts; the processes that send; limits of the relay.
-- docs/decisions/007 describes the protocol of attempts, stops and recovery.

-- The advisory lock of a dispatch: a transaction that records attempts takes it shared; stop, resume and order take it exclusively.
CREATE FUNCTION dispatch_lock(dispatch bigint) RETURNS bigint
    IMMUTABLE LANGUAGE sql AS 'SELECT 4200000000000000000 + dispatch';

CREATE TABLE dispatch (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing           bigint      NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('NOTICE', 'REMINDER', 'CORRECTION', 'HEADS_UP')),
    corrects          bigint      REFERENCES dispatch,
    snapshot          bigint      NOT NULL REFERENCES snapshot,
    state             text        NOT NULL DEFAULT 'WAITING'
                      CHECK (state IN ('WAITING', 'SENDING', 'DONE', 'STOPPED', 'PAUSED', 'HELD')),
    why               text,
    probe_at          timestamptz,
    probing           boolean     NOT NULL DEFAULT false,
    resumed_by_person boolean     NOT NULL DEFAULT false,
    refused_all_at    timestamptz,
    stop_number       integer     NOT NULL DEFAULT 0,
    idle              boolean     NOT NULL DEFAULT false,
    pace              integer     NOT NULL DEFAULT 0 CHECK (pace >= 0),
    paced_since       timestamptz,
    paced_from        integer     NOT NULL DEFAULT 0,
    split_by          text[]      NOT NULL,
    token             text        NOT NULL UNIQUE,
    people            integer     NOT NULL,
    batches           integer     NOT NULL,
    batch_size        integer     NOT NULL CHECK (batch_size > 0),
    started_at        timestamptz,
    ended_at          timestamptz,
    CHECK ((kind = 'CORRECTION') = (corrects IS NOT NULL))
);
CREATE INDEX dispatch_mailing ON dispatch (mailing);
CREATE INDEX dispatch_snapshot ON dispatch (snapshot);
CREATE INDEX dispatch_corrects ON dispatch (corrects) WHERE corrects IS NOT NULL;
-- what a start and a look ask for is found without the dispatches that have ended: empty on a server that rests
CREATE INDEX dispatch_at_work ON dispatch (id)
 WHERE state IN ('SENDING', 'PAUSED', 'STOPPED', 'HELD') AND ended_at IS NULL AND NOT idle;

COMMENT ON TABLE dispatch IS 'One mail to the people of one snapshot: a notice, or the correction of one.';
COMMENT ON COLUMN dispatch.why IS 'Why it is paused or held, for people.';
COMMENT ON COLUMN dispatch.probing IS 'A correction that tries again with one recipient on one connection until that is accepted.';
COMMENT ON COLUMN dispatch.resumed_by_person IS 'A person has resumed the dispatch since Belay paused it last.';
COMMENT ON COLUMN dispatch.refused_all_at IS 'When Belay paused it because the relay refused all recipients; until it is resumed.';
COMMENT ON COLUMN dispatch.stop_number IS 'Counts the stops; each node acknowledges the number it has seen.';
COMMENT ON COLUMN dispatch.idle IS 'Stopped, and none of its attempts is open. No attempt follows a stop, so that stays so until it is resumed.';
COMMENT ON COLUMN dispatch.pace IS 'Deliveries a minute; 0: no limit.';
COMMENT ON COLUMN dispatch.split_by IS 'The attributes whose values decide which variant a person reads.';
COMMENT ON COLUMN dispatch.token IS 'Part of each Message-ID.';

CREATE TABLE variant (
    dispatch         bigint  NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    number           integer NOT NULL,
    language         text    NOT NULL,
    condition        text    NOT NULL,
    people           bigint  NOT NULL,
    subject          text    NOT NULL,
    html             text    NOT NULL,
    body             text    NOT NULL,
    message_template bytea   NOT NULL,
    sha256           text    NOT NULL,
    shared           boolean NOT NULL DEFAULT false,
    PRIMARY KEY (dispatch, number)
);
COMMENT ON TABLE variant IS 'The frozen bytes that a group of people reads.';
COMMENT ON COLUMN variant.message_template IS 'The frozen message, with placeholders.';
COMMENT ON COLUMN variant.shared IS 'Nothing in it is personal: one copy serves many people.';

CREATE TABLE variant_group (
    dispatch         bigint  NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    attribute_values jsonb   NOT NULL,
    variant          integer NOT NULL,
    PRIMARY KEY (dispatch, attribute_values)
);
COMMENT ON TABLE variant_group IS 'Which people read which variant: the values of the attributes in dispatch.split_by.';

CREATE TABLE batch (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dispatch      bigint      NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    number        integer     NOT NULL,
    first_ordinal integer     NOT NULL,
    epoch         bigint      NOT NULL DEFAULT 0,
    owner         text,
    written       boolean     NOT NULL DEFAULT false,
    claim_at      timestamptz,
    released_at   timestamptz,
    closed_at     timestamptz,
    state_counts  jsonb,
    UNIQUE (dispatch, number)
);
CREATE INDEX batch_open ON batch (dispatch, number) WHERE closed_at IS NULL;
CREATE INDEX batch_owned ON batch (owner) WHERE owner IS NOT NULL;
COMMENT ON TABLE batch IS 'A range of ordinals of a dispatch: what one worker claims at once. All exist from the freezing on; their deliveries are written with the first claim.';
COMMENT ON COLUMN batch.epoch IS 'Raised by each claim: only the newest claim records attempts.';
COMMENT ON COLUMN batch.claim_at IS 'Earliest time of the next claim: when the first of its deliveries may be sent; null: at once.';
COMMENT ON COLUMN batch.closed_at IS 'When none of its deliveries was left to send; null: it is open, or was opened again.';
COMMENT ON COLUMN batch.state_counts IS 'Number of deliveries in each state, once the batch is closed: a look at a million people does not walk past them.';

-- No index names a column that changes, so that updates stay HOT; work is found by batch and ordinal. A page has room for all three
-- states of a delivery and both of an attempt, also while an old snapshot of another session keeps the earlier ones.
-- Both have no foreign keys: their rows are written by INSERT … SELECT from the rows they name and are never deleted without them.
-- Checking each again would cost a quarter of the time of a correction (docs/performance.md).
CREATE TABLE delivery (
    id                     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dispatch               bigint      NOT NULL,
    batch                  bigint      NOT NULL,
    ordinal                integer     NOT NULL,
    variant                integer     NOT NULL,
    state                  text        NOT NULL DEFAULT 'PENDING'
                           CHECK (state IN ('PENDING', 'IN_FLIGHT', 'ACCEPTED', 'REJECTED', 'DEFERRED', 'EXPIRED', 'IN_DOUBT', 'SKIPPED')),
    attempts               smallint    NOT NULL DEFAULT 0,
    message_date           timestamptz,
    retry_at               timestamptz,
    resend_at              timestamptz,
    repair_at              timestamptz,
    reply                  text,
    attempts_before_repair smallint    NOT NULL DEFAULT 0,
    UNIQUE (dispatch, ordinal)
) WITH (fillfactor = 28, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

COMMENT ON TABLE delivery IS 'One person of a dispatch: what is known of whether they have the mail.';
COMMENT ON COLUMN delivery.message_date IS
    'Date header of the message, and the start of its age: when the first attempt was recorded; of a repair, when it was owed. Null: no attempt that counts.';
COMMENT ON COLUMN delivery.retry_at IS
    'Only PENDING or DEFERRED, after an attempt that did not deliver: when the next one may follow. PENDING and null: as soon as the pace allows (paced_at).';
COMMENT ON COLUMN delivery.resend_at IS
    'Only IN_DOUBT, and only of a correction: when it is sent once more, with the same identifier. Null: it is not.';
COMMENT ON COLUMN delivery.repair_at IS
    'Only of a correction that its notice may have followed: when it is sent once more, as a new copy. Null: no repair waits.';
COMMENT ON COLUMN delivery.attempts_before_repair IS
    'A correction''s attempts that were made before a 2xx of its notice was recorded; an attempt after them is the repair. 0: none is owed.';

CREATE TABLE attempt (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery         bigint      NOT NULL,
    number           smallint    NOT NULL,
    epoch            bigint      NOT NULL,
    node             text        NOT NULL,
    journal          text,
    marked_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome          text        CHECK (outcome IN ('ACCEPTED', 'REJECTED', 'DEFERRED', 'IN_DOUBT', 'NOT_SENT')),
    stage            text,
    reply            text,
    end_of_data_by   timestamptz,
    outcome_at       timestamptz,
    previous_outcome text,
    UNIQUE (delivery, number)
) WITH (fillfactor = 38, autovacuum_vacuum_scale_factor = 0.02);

COMMENT ON TABLE attempt IS 'One try to deliver, recorded before the end of data is written. Append-only but for its outcome.';
COMMENT ON COLUMN attempt.journal IS 'Id of the journal in which the process notes what it sends.';
COMMENT ON COLUMN attempt.end_of_data_by IS 'The latest moment at which its end of data may have been written.';
COMMENT ON COLUMN attempt.outcome_at IS 'When its outcome was recorded last.';
COMMENT ON COLUMN attempt.previous_outcome IS 'What the attempt was recorded as before a late reply to it was read; null for nearly all of them.';

CREATE TABLE node (
    id              text        PRIMARY KEY,
    started_at      timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL,
    found_in_flight integer     NOT NULL,
    home            text,
    journal         text,
    host            text,
    last_comparison integer     NOT NULL DEFAULT 0
);
COMMENT ON TABLE node IS 'A process that sends: what it found when it started, and that it is alive.';
COMMENT ON COLUMN node.home IS 'The data directory whose journal the process writes. A process that starts there later compares for it.';
COMMENT ON COLUMN node.last_comparison IS 'Number of the last comparison that it has made.';

CREATE TABLE stop_acknowledgement (
    dispatch        bigint      NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    node            text        NOT NULL,
    stop_number     integer     NOT NULL,
    acknowledged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dispatch, node)
);
COMMENT ON TABLE stop_acknowledgement IS 'Which nodes obey which stop: none of their threads is between its last look and an end of data.';

CREATE TABLE comparison (
    only_row  boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    number    integer     NOT NULL DEFAULT 0,
    timeline  text        NOT NULL,
    comparing boolean     NOT NULL DEFAULT false,
    copied    text,
    why       text,
    since     timestamptz,
    restored  bigint      NOT NULL DEFAULT 0,
    identity  text
);
INSERT INTO comparison (timeline) VALUES (left(pg_walfile_name(pg_current_wal_lsn()), 8));
COMMENT ON TABLE comparison IS 'Whether the database is known to have everything that was committed to it. After a fail-over, a restored backup or a copy of the server it may lack the last commits; no attempt is made until every node has compared its journal and its memory with it.';
COMMENT ON COLUMN comparison.number IS 'Counts the comparisons.';
COMMENT ON COLUMN comparison.timeline IS 'The timeline for which that is known, or is being found out.';
COMMENT ON COLUMN comparison.copied IS 'Why this server seems to be a copy of another.';
COMMENT ON COLUMN comparison.identity IS 'The machine and the data directory of the server that this database belongs to; only of an embedded one.';

-- True where work may go on. Asked within each statement that records an attempt, claims or settles for another node, so that none
-- of them can run on a server that has just taken over.
CREATE FUNCTION record_is_complete() RETURNS boolean
    STABLE LANGUAGE sql AS
    'SELECT NOT comparing AND copied IS NULL AND timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM comparison';

-- When the pace lets the delivery at an ordinal go; without a pace, at once.
CREATE FUNCTION paced_at(p dispatch, ordinal integer) RETURNS timestamptz
    STABLE LANGUAGE sql AS
    'SELECT CASE WHEN p.pace > 0
                 THEN p.paced_since + make_interval(secs => greatest(0, ordinal - p.paced_from) * 60.0 / p.pace)
                 ELSE p.paced_since END';

CREATE TABLE relay_rate (
    relay         text        PRIMARY KEY,
    free_at       timestamptz NOT NULL DEFAULT now(),
    correction_at timestamptz
) WITH (fillfactor = 50);
COMMENT ON TABLE relay_rate IS 'What all nodes together have asked of a relay with a limit a second. Written a few times a second at most.';

CREATE TABLE relay_daily_usage (
    relay       text        NOT NULL,
    slot        timestamptz NOT NULL,
    notices     integer     NOT NULL,
    corrections integer     NOT NULL,
    PRIMARY KEY (relay, slot)
) WITH (fillfactor = 50);
COMMENT ON TABLE relay_daily_usage IS 'What all nodes together have asked of a relay with a limit a day.';
