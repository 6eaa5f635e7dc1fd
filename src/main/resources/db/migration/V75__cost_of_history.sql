-- What a start and a look ask for, found without walking past what is settled: by partial indexes that are empty on a server that rests.
-- idle: stopped, and none of its attempts is open. No marker follows a stop, so that stays so until it goes on.
ALTER TABLE dispatch ADD COLUMN idle boolean NOT NULL DEFAULT false;

CREATE INDEX dispatch_at_work ON dispatch (id)
 WHERE state IN ('SENDING', 'PAUSED', 'STOPPED', 'HELD') AND ended_at IS NULL AND NOT idle;
CREATE INDEX batch_owned ON batch (owner) WHERE owner IS NOT NULL;
