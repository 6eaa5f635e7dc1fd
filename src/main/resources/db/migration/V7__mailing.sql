-- Mailings: one act of communication, from draft to end, and its correction.

CREATE TABLE mailing (
    id               bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state            text        NOT NULL DEFAULT 'DRAFT'
                     CHECK (state IN ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SCHEDULED', 'SENDING', 'SENT', 'STOPPED', 'HELD',
                                      'CORRECTED', 'CANCELLED')),
    title            text        NOT NULL,
    draft            jsonb       NOT NULL,
    revision         int         NOT NULL DEFAULT 1,
    edited_by        bigint,
    edited_at        timestamptz,
    form_id          uuid        UNIQUE,
    send_at          text,
    template_version bigint      NOT NULL,
    thread           uuid        NOT NULL DEFAULT gen_random_uuid(),
    author           bigint      NOT NULL,
    snapshot         bigint      REFERENCES snapshot,
    notice           bigint      REFERENCES dispatch ON DELETE SET NULL,
    correction       bigint      REFERENCES dispatch ON DELETE SET NULL,
    answers          jsonb       NOT NULL DEFAULT '{}',
    returned_by      bigint,
    returned_at      timestamptz,
    returned_because text,
    approved_by      bigint,
    approved_at      timestamptz,
    approved_people  bigint,
    approved_sha256  text,
    approved_format  integer     NOT NULL DEFAULT 1,
    starts_at        timestamptz,
    zone_rules       text,
    moved_from       timestamptz,
    started_at       timestamptz,
    ended_at         timestamptz,
    held_because     text,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mailing_state ON mailing (state);
-- deleting a dispatch asks whether a mailing still refers to it
CREATE INDEX mailing_notice ON mailing (notice);
CREATE INDEX mailing_correction ON mailing (correction) WHERE correction IS NOT NULL;

COMMENT ON TABLE mailing IS 'One act of communication: draft, review, notice, correction.';
COMMENT ON COLUMN mailing.revision IS 'Drafts are written in several tabs and by several people: a save names the revision that it was written over.';
COMMENT ON COLUMN mailing.form_id IS 'The form that the mailing was made from: a form that is sent twice makes one mailing.';
COMMENT ON COLUMN mailing.send_at IS 'The start as a person wrote it, in local time with its zone.';
COMMENT ON COLUMN mailing.returned_because IS 'Why the draft came back from review; until it is submitted again.';
COMMENT ON COLUMN mailing.approved_format IS 'In which format the digest of the approval was made: a later format does not void it.';
COMMENT ON COLUMN mailing.starts_at IS 'What the rules of the zone made of send_at.';
COMMENT ON COLUMN mailing.zone_rules IS 'Edition of the time zone database that starts_at is from; NULL where that was not recorded.';
COMMENT ON COLUMN mailing.moved_from IS 'What an older edition had made of send_at, where that was another moment.';

CREATE TABLE mailing_writer (
    mailing bigint NOT NULL REFERENCES mailing,
    writer  bigint NOT NULL,
    part    text   NOT NULL DEFAULT 'WROTE' CHECK (part IN ('WROTE', 'SUBMITTED', 'RESCHEDULED', 'IMPORTED', 'PUBLISHED')),
    PRIMARY KEY (mailing, writer, part)
);
COMMENT ON TABLE mailing_writer IS 'Who worked on a mailing, and how: none of them approves it.';

CREATE TABLE opened_text (
    mailing bigint NOT NULL REFERENCES mailing,
    person  bigint NOT NULL,
    sha256  text   NOT NULL,
    PRIMARY KEY (mailing, person, sha256)
);
COMMENT ON TABLE opened_text IS 'Which texts of a mailing a person has opened on the review page. A text is named by its bytes: a changed one counts as unopened.';

CREATE TABLE correction (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing    bigint      NOT NULL UNIQUE REFERENCES mailing,
    dispatch   bigint      NOT NULL REFERENCES dispatch,
    reason     text        NOT NULL,
    ordered_by bigint      NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX correction_dispatch ON correction (dispatch);
COMMENT ON TABLE correction IS 'An ordered correction; one for a mailing.';
