-- Who may. Secrets (API tokens, one-time links) stand here only as SHA-256: they are 256 random bits, so a slow hash
-- would add nothing; passwords are chosen by people and are kept by a slow one.
CREATE TABLE app_user (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    address     text        NOT NULL,
    password    text,
    -- raised when password, roles or standing change: a session that carries an older one ends with its next request
    epoch       integer     NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz
);

CREATE UNIQUE INDEX app_user_address ON app_user (lower(address));

CREATE TABLE user_role (
    app_user bigint NOT NULL REFERENCES app_user,
    role     text   NOT NULL CHECK (role IN ('AUTHOR', 'APPROVER', 'AUDITOR', 'ADMIN')),
    PRIMARY KEY (app_user, role)
);

CREATE TABLE api_token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_user     bigint      NOT NULL REFERENCES app_user,
    name         text        NOT NULL,
    sha256       bytea       NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);

CREATE INDEX api_token_user ON api_token (app_user);

-- No person yet: the link of the first administrator.
CREATE TABLE sign_in_link (
    sha256     bytea       PRIMARY KEY,
    app_user   bigint      REFERENCES app_user,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
