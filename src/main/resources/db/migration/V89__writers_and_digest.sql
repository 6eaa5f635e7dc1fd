-- Who wrote a mailing, and what each did for it: none of them approves it.
ALTER TABLE mailing_editor
    ADD COLUMN part text NOT NULL DEFAULT 'WROTE'
        CHECK (part IN ('WROTE', 'SUBMITTED', 'RESCHEDULED', 'IMPORTED', 'PUBLISHED')),
    DROP CONSTRAINT mailing_editor_pkey,
    ADD PRIMARY KEY (mailing, editor, part);

-- In which format the digest of an approval was made; a later format would else void what was approved before it.
ALTER TABLE mailing ADD COLUMN approved_format integer NOT NULL DEFAULT 1;
