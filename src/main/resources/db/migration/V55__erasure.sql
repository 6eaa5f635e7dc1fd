-- Address, name and values of a person are removed on request. The row of the recipient stays, so that counts and states do not change.

CREATE FUNCTION erased_address(snapshot bigint, ordinal integer) RETURNS text
    IMMUTABLE LANGUAGE sql AS
    $$SELECT 'erased-' || snapshot || '-' || ordinal || '@erased.invalid'$$;
COMMENT ON FUNCTION erased_address IS 'Stands for the removed address of a recipient. RFC 2606: no mail can reach it.';

CREATE FUNCTION recipient_is_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.snapshot = OLD.snapshot AND NEW.ordinal = OLD.ordinal AND NEW.address = erased_address(OLD.snapshot, OLD.ordinal)
       AND NEW.name = '' AND NEW.attributes = '{}'::jsonb THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'recipients of a snapshot never change; they can only be erased';
END $$;

DROP TRIGGER recipient_is_frozen ON recipient;
CREATE TRIGGER recipient_is_frozen BEFORE DELETE OR TRUNCATE ON recipient
    FOR EACH STATEMENT EXECUTE FUNCTION recipient_is_frozen();
CREATE TRIGGER recipient_is_only_erased BEFORE UPDATE ON recipient
    FOR EACH ROW EXECUTE FUNCTION recipient_is_only_erased();

COMMENT ON COLUMN suppression.address IS
    'The address; of a person whose data was erased, the word "erased" and person_hash of the address.';

-- A legal hold keeps the data of a mailing: neither retention nor the erasure of one of its recipients removes any.
CREATE TABLE legal_hold (
    mailing   bigint      PRIMARY KEY REFERENCES mailing,
    reason    text        NOT NULL,
    placed_by bigint      NOT NULL REFERENCES app_user,
    placed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE legal_hold IS 'Mailings whose data may not be removed.';
