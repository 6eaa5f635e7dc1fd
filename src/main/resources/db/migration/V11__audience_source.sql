-- Where the people of an audience come from, if not from a file. The people themselves stay in audience_member: a source that cannot
-- be read changes nobody.

CREATE TABLE audience_source (
    audience   bigint      PRIMARY KEY REFERENCES audience,
    kind       text        NOT NULL CHECK (kind IN ('LDAP', 'SQL', 'SELECTION')),
    definition jsonb       NOT NULL,
    defined_by bigint      NOT NULL REFERENCES app_user,
    defined_at timestamptz NOT NULL DEFAULT now(),
    state      text        NOT NULL CHECK (state IN ('NEW', 'CURRENT', 'HELD', 'FAILED')),
    message    text        NOT NULL,
    tried_at   timestamptz,
    synced_at  timestamptz
);
COMMENT ON TABLE audience_source IS 'How the people of an audience are found again.';
COMMENT ON COLUMN audience_source.definition IS 'What to ask the source; its keys depend on the kind.';
COMMENT ON COLUMN audience_source.state IS
    'NEW: not read since it was defined. HELD: read, but too many people would be removed. FAILED: could not be read completely.';
COMMENT ON COLUMN audience_source.message IS 'Result of the last try, in words.';
COMMENT ON COLUMN audience_source.synced_at IS 'When the people of the audience were last replaced from this source.';

ALTER TABLE audience ADD COLUMN source_by bigint REFERENCES app_user;
COMMENT ON COLUMN audience.source_by IS
    'Who defined the source that the people were last read from, and so may not approve a mailing to them. Null: never read from one.';
