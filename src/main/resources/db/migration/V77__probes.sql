-- probing: a correction that tries again with one recipient on one connection until that is accepted.
-- insisted: a person has resumed the dispatch since Belay paused it last.
ALTER TABLE dispatch
    ADD COLUMN probing  boolean NOT NULL DEFAULT false,
    ADD COLUMN insisted boolean NOT NULL DEFAULT false;
