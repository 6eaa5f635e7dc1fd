-- The first response of the API to a request that names an Idempotency-Key, kept for a day. It is written in the transaction that
-- did what was asked: either both are there or neither.

CREATE TABLE stored_response (
    caller         bigint      NOT NULL REFERENCES app_user ON DELETE CASCADE,
    key            text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    method         text        NOT NULL,
    path           text        NOT NULL,
    request_sha256 text        NOT NULL,
    status         int         NOT NULL,
    content_type   text,
    body           bytea       NOT NULL,
    stored_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX stored_response_by_age ON stored_response (stored_at);
COMMENT ON TABLE stored_response IS 'The stored response to a request with an Idempotency-Key.';
