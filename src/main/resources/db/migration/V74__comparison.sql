-- Whether the database is known to have everything that was committed to it. After a fail-over, a restored backup or a copy of
-- the server it may lack the last commits; nothing is marked until every node has compared its journal and its memory with it.
-- copied: why this server seems to be a copy of another.
-- identity: the machine and the data directory of the server that this database belongs to; only of an embedded one.
-- timeline: the one on which that is known, or is being found out. number: counts the comparisons.
CREATE TABLE comparison (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number    integer NOT NULL DEFAULT 0,
    timeline  text    NOT NULL,
    comparing boolean NOT NULL DEFAULT false,
    copied    text,
    why       text,
    since     timestamptz,
    restored  bigint  NOT NULL DEFAULT 0,
    identity  text
);
INSERT INTO comparison (timeline) VALUES (left(pg_walfile_name(pg_current_wal_lsn()), 8));

-- True where work may go on. Asked within each statement that marks, claims or settles for another, so that none of them can run on a
-- server that has just taken over, however soon after that.
CREATE FUNCTION record_is_whole() RETURNS boolean
    STABLE LANGUAGE sql AS
    'SELECT NOT comparing AND copied IS NULL AND timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM comparison';

-- home: the data directory whose journal a process writes. A process that starts there later compares for it.
-- compared: the last comparison that it has made.
ALTER TABLE node
    ADD COLUMN home     text,
    ADD COLUMN journal  text,
    ADD COLUMN host     text,
    ADD COLUMN compared integer NOT NULL DEFAULT 0;
