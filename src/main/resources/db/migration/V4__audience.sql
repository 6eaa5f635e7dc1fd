-- Audiences, snapshots and the suppression list. An audience can be imported again under its name; a snapshot and its recipients
-- never change. Addresses compare by bytes (COLLATE "C"), so that lower() means A-Z on every server, as in the program.

CREATE TABLE audience (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    file_name   text        NOT NULL,
    attributes  text[]      NOT NULL,
    people      bigint      NOT NULL,
    imported_by bigint      NOT NULL REFERENCES app_user,
    imported_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX audience_name ON audience (lower(name));
COMMENT ON TABLE audience IS 'A named list of people, imported from a file.';

CREATE TABLE audience_member (
    audience   bigint  NOT NULL REFERENCES audience,
    ordinal    integer NOT NULL,
    address    text    COLLATE "C" NOT NULL,
    name       text    NOT NULL,
    attributes jsonb   NOT NULL,
    PRIMARY KEY (audience, ordinal)
);
CREATE UNIQUE INDEX audience_member_address ON audience_member (audience, lower(address));
COMMENT ON TABLE audience_member IS 'A person of an audience, in the order of its file.';

CREATE TABLE snapshot (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    audience      bigint      NOT NULL REFERENCES audience,
    audience_name text        NOT NULL,
    people        bigint      NOT NULL,
    sha256        text        NOT NULL,
    taken_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE snapshot IS 'An audience as it was when a mailing was submitted for review.';

CREATE TABLE recipient (
    snapshot   bigint  NOT NULL REFERENCES snapshot,
    ordinal    integer NOT NULL,
    address    text    COLLATE "C" NOT NULL,
    name       text    NOT NULL,
    attributes jsonb   NOT NULL,
    PRIMARY KEY (snapshot, ordinal)
);
-- one row per address; by address first, so that "what was this person sent" needs no other index
CREATE UNIQUE INDEX recipient_address ON recipient (lower(address), snapshot);
COMMENT ON TABLE recipient IS 'A person of a snapshot.';

-- What was approved is what is sent: the rows that a snapshot's hash names stay as they are.
CREATE FUNCTION recipient_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'recipients of a snapshot never change';
END $$;

CREATE TRIGGER recipient_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON recipient
    FOR EACH STATEMENT EXECUTE FUNCTION recipient_is_frozen();

CREATE TABLE suppression (
    address  text        COLLATE "C" PRIMARY KEY CHECK (address = lower(address)),
    reason   text        NOT NULL,
    added_by bigint      NOT NULL REFERENCES app_user,
    since    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE suppression IS 'The suppression list: people who get no notices any more. It outlasts every import.';
COMMENT ON COLUMN suppression.address IS 'In the form in which recipients are found: lower(address).';
