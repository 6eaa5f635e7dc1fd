-- Between approval and start, people leave an audience and others join it.

CREATE TABLE left_audience (
    snapshot bigint  NOT NULL REFERENCES snapshot,
    ordinal  integer NOT NULL,
    PRIMARY KEY (snapshot, ordinal)
);
COMMENT ON TABLE left_audience IS 'People of a snapshot who were not in its audience any more when the notice started: they are skipped.';

ALTER TABLE mailing ADD COLUMN newcomers bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN mailing.newcomers IS 'People who joined the audience between submission and start; they do not get it.';
