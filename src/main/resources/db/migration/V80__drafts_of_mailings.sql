-- Drafts are written in several tabs and by several people: a save names the revision that it was written over. begun: the form that a
-- mailing was made from; a form that is sent twice makes one mailing. returned_*: a draft that came back from review, until it is
-- submitted again.
ALTER TABLE mailing
    ADD COLUMN revision         int NOT NULL DEFAULT 1,
    ADD COLUMN edited_by        bigint,
    ADD COLUMN edited_at        timestamptz,
    ADD COLUMN begun            uuid UNIQUE,
    ADD COLUMN returned_by      bigint,
    ADD COLUMN returned_at      timestamptz,
    ADD COLUMN returned_because text;
