-- Who decided who is in an audience that was selected from others, and what was held, so that only a number that was shown is accepted.

CREATE TABLE audience_writer (
    audience bigint NOT NULL REFERENCES audience,
    writer   bigint NOT NULL REFERENCES app_user,
    PRIMARY KEY (audience, writer)
);
COMMENT ON TABLE audience_writer IS
    'Users who decided who is in the audience, beside imported_by and source_by: the writers of what it was selected from.';

ALTER TABLE audience_source ADD COLUMN held_removals bigint;
COMMENT ON COLUMN audience_source.held_removals IS 'HELD: how many people would be removed. Otherwise null.';
