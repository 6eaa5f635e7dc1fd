-- People. An audience can be imported again under its name; a snapshot and its recipients never change.
-- Addresses compare by bytes (COLLATE "C"), so that lower() means A-Z on every server, as in the program.
CREATE TABLE audience (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    file_name   text        NOT NULL,
    attributes  text[]      NOT NULL,
    people      bigint      NOT NULL,
    imported_by bigint      NOT NULL REFERENCES app_user,
    imported_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX audience_name ON audience (lower(name));

CREATE TABLE audience_member (
    audience   bigint  NOT NULL REFERENCES audience,
    ordinal    integer NOT NULL,
    address    text    COLLATE "C" NOT NULL,
    name       text    NOT NULL,
    attributes jsonb   NOT NULL,
    PRIMARY KEY (audience, ordinal)
);

CREATE UNIQUE INDEX audience_member_address ON audience_member (audience, lower(address));

CREATE TABLE snapshot (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    audience      bigint      NOT NULL REFERENCES audience,
    audience_name text        NOT NULL,
    people        bigint      NOT NULL,
    sha256        text        NOT NULL,
    taken_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE recipient (
    snapshot   bigint  NOT NULL REFERENCES snapshot,
    ordinal    integer NOT NULL,
    address    text    COLLATE "C" NOT NULL,
    name       text    NOT NULL,
    attributes jsonb   NOT NULL,
    PRIMARY KEY (snapshot, ordinal)
);

-- One row per address; by address first, so that "what was this person sent" needs no other index.
CREATE UNIQUE INDEX recipient_address ON recipient (lower(address), snapshot);

-- What was approved is what is sent: the rows that a snapshot's hash names stay as they are.
CREATE FUNCTION recipient_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'recipients of a snapshot never change';
END $$;

CREATE TRIGGER recipient_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON recipient
    FOR EACH STATEMENT EXECUTE FUNCTION recipient_is_frozen();
