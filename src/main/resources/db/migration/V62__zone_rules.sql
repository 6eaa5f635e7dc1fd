-- A start is a wish in local time. starts_at is what the zone's rules made of it; rules: which edition of the time zone database they
-- are from, NULL where that was not written down; moved_from: what an older edition had made of it, where that was another moment.
ALTER TABLE mailing
    ADD COLUMN rules      text,
    ADD COLUMN moved_from timestamptz;
