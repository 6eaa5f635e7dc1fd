-- Nobody reads it: when a stop was acknowledged says stop_acknowledgement.
ALTER TABLE dispatch DROP COLUMN stopped_at;

-- A page has room for all three states of a delivery and both of an attempt, so that updates stay HOT even while somebody's old snapshot
-- keeps the earlier ones from being pruned.
ALTER TABLE delivery SET (fillfactor = 28);
ALTER TABLE attempt SET (fillfactor = 38);

-- When the pace lets the delivery at an ordinal go; without a pace, at once.
CREATE FUNCTION paced_at(p dispatch, ordinal integer) RETURNS timestamptz
    STABLE LANGUAGE sql AS
    'SELECT CASE WHEN p.pace > 0
                 THEN p.paced_since + make_interval(secs => greatest(0, ordinal - p.paced_from) * 60.0 / p.pace)
                 ELSE p.paced_since END';
