-- How large an upload is, so that a part that is missing is found, and what was chosen when its import began, so that the import can be
-- repeated with the same choices.

ALTER TABLE upload
    ADD COLUMN parts    integer NOT NULL DEFAULT 0,
    ADD COLUMN disabled text    NOT NULL DEFAULT 'KEEP' CHECK (disabled IN ('KEEP', 'LEAVE_OUT')),
    ADD COLUMN bad_rows text    NOT NULL DEFAULT 'REFUSE' CHECK (bad_rows IN ('REFUSE', 'LEAVE_OUT'));
UPDATE upload u SET parts = (SELECT count(*) FROM upload_part p WHERE p.upload = u.id);
COMMENT ON COLUMN upload.parts IS 'Number of its parts. An import that finds fewer is refused.';
COMMENT ON COLUMN upload.disabled IS 'Whether its import keeps people with a disabled account. Set when an import begins.';
COMMENT ON COLUMN upload.bad_rows IS 'Whether its import leaves out rows that cannot be used. Set when an import begins.';
