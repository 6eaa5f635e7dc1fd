-- The second factor of people who sign in with a password, and the sessions of browsers.

CREATE TABLE second_factor (
    app_user  bigint      PRIMARY KEY REFERENCES app_user,
    secret    bytea       NOT NULL,
    added_at  timestamptz NOT NULL DEFAULT now(),
    last_step bigint      NOT NULL
);
COMMENT ON TABLE second_factor IS 'A secret that the person''s authenticator app has, too (RFC 6238).';
COMMENT ON COLUMN second_factor.secret IS 'Readable, because codes are computed from it: who can read this table needs only the password.';
COMMENT ON COLUMN second_factor.last_step IS 'Time step (30 s) of the last code that was used: this one and older ones are refused.';

CREATE TABLE recovery_code (
    app_user bigint      NOT NULL REFERENCES app_user,
    sha256   bytea       NOT NULL,
    used_at  timestamptz,
    PRIMARY KEY (app_user, sha256)
);
COMMENT ON TABLE recovery_code IS 'A code that replaces the second factor once. 80 random bits, so a slow hash would add nothing.';

CREATE TABLE second_factor_reset (
    app_user bigint      NOT NULL REFERENCES app_user,
    reset_by bigint      NOT NULL REFERENCES app_user,
    reset_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX second_factor_reset_at ON second_factor_reset (reset_at);
COMMENT ON TABLE second_factor_reset IS 'An administrator removed the second factor of another person. The person and other administrators are told for some days.';

CREATE TABLE browser_session (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    app_user     bigint      NOT NULL REFERENCES app_user,
    started_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    signed_in_by text        NOT NULL,
    place        text        NOT NULL,
    browser      text        NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX browser_session_open ON browser_session (app_user) WHERE ended_at IS NULL;
COMMENT ON TABLE browser_session IS 'A session of a browser, for the list of the person who signed in. It ends with the process, too, which holds it.';
COMMENT ON COLUMN browser_session.last_used_at IS 'Accurate to the minute.';
COMMENT ON COLUMN browser_session.place IS 'Network address of the browser at sign-in.';
COMMENT ON COLUMN browser_session.browser IS 'User-Agent, shortened.';
