-- What was chosen for the columns of an audience's files, the history of its imports, and uploads that wait for their import.

ALTER TABLE audience ADD COLUMN columns jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN audience.columns IS 'What was chosen for columns of its files: meaning by header. The next import uses it too.';

CREATE TABLE audience_import (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    audience    bigint      NOT NULL REFERENCES audience,
    file_name   text        NOT NULL,
    people      bigint      NOT NULL,
    left_out    bigint      NOT NULL,
    added       bigint      NOT NULL,
    removed     bigint      NOT NULL,
    imported_by bigint      NOT NULL REFERENCES app_user,
    imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audience_import_audience ON audience_import (audience, id);
COMMENT ON TABLE audience_import IS 'An import of an audience, the last one with the largest id.';
COMMENT ON COLUMN audience_import.left_out IS 'Rows that could not be used, and people with a disabled account who were left out.';
COMMENT ON COLUMN audience_import.added IS 'People whose address the audience did not have before.';
COMMENT ON COLUMN audience_import.removed IS 'People whose address only the audience before had.';

INSERT INTO audience_import (audience, file_name, people, left_out, added, removed, imported_by, imported_at)
SELECT id, file_name, people, 0, people, 0, imported_by, imported_at FROM audience;

CREATE TABLE upload (
    id         uuid        PRIMARY KEY,
    owner      bigint      NOT NULL REFERENCES app_user,
    audience   text        NOT NULL,
    file_name  text        NOT NULL,
    typed      boolean     NOT NULL,
    columns    jsonb       NOT NULL DEFAULT '{}',
    state      text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'IMPORTING', 'DONE', 'REFUSED')),
    read_rows  bigint      NOT NULL DEFAULT 0,
    message    text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX upload_owner ON upload (owner, created_at);
COMMENT ON TABLE upload IS 'A file that was uploaded in the browser, between its upload and its import. Deleted after some hours.';
COMMENT ON COLUMN upload.audience IS 'Name of the audience that it is for.';
COMMENT ON COLUMN upload.columns IS 'What was chosen for its columns: meaning by header.';
COMMENT ON COLUMN upload.read_rows IS 'Progress of the import.';
COMMENT ON COLUMN upload.message IS 'Result of the import, or why it was refused.';
COMMENT ON COLUMN upload.changed_at IS 'Last change; a running import updates it every second.';

CREATE TABLE upload_part (
    upload uuid    NOT NULL REFERENCES upload ON DELETE CASCADE,
    n      integer NOT NULL,
    data   bytea   NOT NULL,
    PRIMARY KEY (upload, n)
);
COMMENT ON TABLE upload_part IS 'A part of an uploaded file, at most 256 KB, in its order.';
