-- People who get no notices any more, by address in the form in which recipients are found (lower(address)). A list of its own, beside
-- every audience: it outlasts whatever is imported.
CREATE TABLE leaver (
    address  text        COLLATE "C" PRIMARY KEY CHECK (address = lower(address)),
    reason   text        NOT NULL,
    noted_by bigint      NOT NULL REFERENCES app_user,
    since    timestamptz NOT NULL DEFAULT now()
);
