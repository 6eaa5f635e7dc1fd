-- Work is found by lanes: a worker claims one batch after another, and a batch's deliveries are written when it is first claimed.

ALTER TABLE dispatch ADD COLUMN batch_size integer NOT NULL DEFAULT 500 CHECK (batch_size > 0);
ALTER TABLE dispatch ALTER COLUMN batch_size DROP DEFAULT;

-- tally: how many deliveries have which state, once it is settled; so that a look at a million people is not a walk past them.
-- All batches of a dispatch exist from its freezing on; they go with a dispatch that is thrown away.
ALTER TABLE batch
    ADD COLUMN written     boolean NOT NULL DEFAULT true,
    ADD COLUMN due         timestamptz,
    ADD COLUMN released_at timestamptz,
    ADD COLUMN tally       jsonb,
    DROP CONSTRAINT batch_dispatch_fkey,
    ADD CONSTRAINT batch_dispatch_fkey FOREIGN KEY (dispatch) REFERENCES dispatch ON DELETE CASCADE;
ALTER TABLE batch ALTER COLUMN written SET DEFAULT false;
INSERT INTO batch (dispatch, number, first_ordinal)
SELECT p.id, n, n * p.batch_size FROM dispatch p, generate_series(p.materialised, p.batches - 1) n;
UPDATE batch SET owner = NULL;
CREATE INDEX batch_open ON batch (dispatch, number) WHERE settled_at IS NULL;
ALTER TABLE dispatch DROP COLUMN materialised;

-- One copy for many people: a variant without anything personal in it.
ALTER TABLE variant ADD COLUMN shared boolean NOT NULL DEFAULT false;

-- These rows are written by INSERT … SELECT from the very rows they name and are never deleted without them. Checking each again, and
-- locking dispatch and batch rows for it from twenty connections, would cost a quarter of the time a correction takes.
ALTER TABLE delivery
    DROP CONSTRAINT delivery_dispatch_fkey,
    DROP CONSTRAINT delivery_batch_fkey,
    ADD COLUMN repairs smallint NOT NULL DEFAULT 0;
ALTER TABLE attempt DROP CONSTRAINT attempt_delivery_fkey;

-- A batch is a range of ordinals, and the unique index finds those.
DROP INDEX delivery_batch;

-- Which nodes hold which stop: none of their threads stands between its last look and a dot.
CREATE TABLE stop_acknowledgement (
    dispatch        bigint      NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    node            text        NOT NULL,
    stop_number     integer     NOT NULL,
    acknowledged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (dispatch, node)
);
ALTER TABLE dispatch ADD COLUMN stopped_at timestamptz;

-- Wake-ups of the jobs that lanes replace; the sweep wakes lanes for what they stood for.
DELETE FROM qrtz_fired_triggers WHERE job_group IN ('batch', 'dispatch');
DELETE FROM qrtz_simple_triggers WHERE trigger_group IN ('batch', 'dispatch');
DELETE FROM qrtz_triggers WHERE job_group IN ('batch', 'dispatch');
DELETE FROM qrtz_job_details WHERE job_group IN ('batch', 'dispatch');
