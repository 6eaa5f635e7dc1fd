-- People who sign in, their roles, API tokens and one-time links. A secret is kept as its SHA-256 only: tokens and links are 256
-- random bits, so a slow hash would add nothing. Passwords are chosen by people and are kept by a slow one.

CREATE TABLE app_user (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name            text        NOT NULL,
    address         text        NOT NULL,
    password        text,
    epoch           integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    disabled_at     timestamptz,
    suspended_since timestamptz,
    link_made_by    bigint      REFERENCES app_user
);
CREATE UNIQUE INDEX app_user_address ON app_user (lower(address));

COMMENT ON TABLE app_user IS 'A person who can sign in.';
COMMENT ON COLUMN app_user.epoch IS 'Raised when password, roles or state change: a session that carries an older one ends with its next request.';
COMMENT ON COLUMN app_user.suspended_since IS 'Since when the account may approve nothing, until another administrator confirms it or some days are over.';
COMMENT ON COLUMN app_user.link_made_by IS 'The administrator who alone knows who set the password: until another person confirms it, the account approves nothing.';

CREATE TABLE user_role (
    app_user bigint NOT NULL REFERENCES app_user,
    role     text   NOT NULL CHECK (role IN ('AUTHOR', 'APPROVER', 'AUDITOR', 'ADMIN')),
    PRIMARY KEY (app_user, role)
);
COMMENT ON TABLE user_role IS 'What a person may do.';

CREATE TABLE api_token (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_user     bigint      NOT NULL REFERENCES app_user,
    name         text        NOT NULL,
    sha256       bytea       NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at   timestamptz,
    expires_at   timestamptz NOT NULL DEFAULT now() + interval '90 days'
);
CREATE INDEX api_token_user ON api_token (app_user);
COMMENT ON TABLE api_token IS 'A token of the API; it ends, because it is a password in a file.';

CREATE TABLE sign_in_link (
    sha256     bytea       PRIMARY KEY,
    app_user   bigint      REFERENCES app_user,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    made_by    bigint      REFERENCES app_user
);
COMMENT ON TABLE sign_in_link IS 'A one-time link to set a password.';
COMMENT ON COLUMN sign_in_link.app_user IS 'NULL: the link of the first administrator, who is not a user yet.';
