-- The counter of the audit record shows a tail that was cut off, so it only counts on, by one for each row.

CREATE FUNCTION audit_counter_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR NEW.rows <> OLD.rows + 1 THEN
        RAISE EXCEPTION 'the counter of the audit record only counts on: % refused', TG_OP;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_counter_rows BEFORE INSERT OR UPDATE OR DELETE ON audit_counter
    FOR EACH ROW EXECUTE FUNCTION audit_counter_rises();

CREATE TRIGGER audit_anchor_rows BEFORE UPDATE OR DELETE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
