-- What an attempt was settled as before a reply to it was read after all; null for nearly all of them.
ALTER TABLE attempt ADD COLUMN previous_outcome text;

COMMENT ON COLUMN delivery.repairs IS
    'A correction''s attempts that were made before a 2xx of its notice was recorded; an attempt after them is the repair. 0: none is owed.';
