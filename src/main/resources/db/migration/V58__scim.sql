-- The users and groups that an identity provider keeps current through SCIM 2.0 (RFC 7643, RFC 7644).

CREATE TABLE scim_user (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    user_name    text        NOT NULL,
    external_id  text,
    email        text,
    display_name text,
    active       boolean     NOT NULL,
    attributes   jsonb       NOT NULL,
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    changed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX scim_user_name ON scim_user (lower(user_name));
CREATE INDEX scim_user_external ON scim_user (external_id);
CREATE INDEX scim_user_email ON scim_user (lower(email));
CREATE INDEX scim_user_display ON scim_user (lower(display_name));
CREATE INDEX scim_user_changed ON scim_user (changed_at);
COMMENT ON TABLE scim_user IS 'A user as the provider has them. Not an account of Belay.';
COMMENT ON COLUMN scim_user.number IS 'The order of lists that are read in pages.';
COMMENT ON COLUMN scim_user.attributes IS 'All attributes of the resource but id and meta.';
COMMENT ON COLUMN scim_user.version IS 'Rises with each change: the ETag.';

CREATE TABLE scim_group (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    display_name text        NOT NULL,
    external_id  text,
    attributes   jsonb       NOT NULL,
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    changed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX scim_group_display ON scim_group (lower(display_name));
CREATE INDEX scim_group_external ON scim_group (external_id);
CREATE INDEX scim_group_changed ON scim_group (changed_at);
COMMENT ON TABLE scim_group IS 'A group as the provider has it; attributes without the members.';

CREATE TABLE scim_group_member (
    scim_group uuid NOT NULL REFERENCES scim_group ON DELETE CASCADE,
    member     uuid NOT NULL,
    PRIMARY KEY (scim_group, member)
);
CREATE INDEX scim_group_member_of ON scim_group_member (member);
COMMENT ON TABLE scim_group_member IS 'Users and groups in a group.';

CREATE TABLE scim_deletion (
    one boolean     PRIMARY KEY DEFAULT true CHECK (one),
    at  timestamptz NOT NULL DEFAULT now()
);
INSERT INTO scim_deletion DEFAULT VALUES;
COMMENT ON TABLE scim_deletion IS 'When a user or group was last deleted: no row shows it otherwise.';

ALTER TABLE audience_source DROP CONSTRAINT audience_source_kind_check;
ALTER TABLE audience_source ADD CHECK (kind IN ('LDAP', 'SQL', 'SELECTION', 'SCIM'));
