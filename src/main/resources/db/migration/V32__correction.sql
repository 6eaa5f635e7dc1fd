-- Corrections that were ordered; one for a mailing.
CREATE TABLE correction (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing    bigint      NOT NULL UNIQUE REFERENCES mailing,
    dispatch   bigint      NOT NULL REFERENCES dispatch,
    reason     text        NOT NULL,
    ordered_by bigint      NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);
