-- Mailings: one act of communication, from draft to end (DESIGN 2, 4).
CREATE TABLE mailing (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state            text        NOT NULL DEFAULT 'DRAFT'
                     CHECK (state IN ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SCHEDULED', 'SENDING', 'SENT', 'STOPPED', 'HELD',
                                      'CORRECTED', 'CANCELLED')),
    title            text        NOT NULL,
    draft            jsonb       NOT NULL,
    send_at          text,
    template_version bigint      NOT NULL,
    thread           uuid        NOT NULL DEFAULT gen_random_uuid(),
    author           bigint      NOT NULL,
    snapshot         bigint REFERENCES snapshot,
    notice           bigint REFERENCES dispatch ON DELETE SET NULL,
    correction       bigint REFERENCES dispatch ON DELETE SET NULL,
    answers          jsonb       NOT NULL DEFAULT '{}',
    approved_by      bigint,
    approved_at      timestamptz,
    approved_people  bigint,
    approved_sha256  text,
    starts_at        timestamptz,
    started_at       timestamptz,
    ended_at         timestamptz,
    held_because     text,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mailing_state ON mailing (state);

-- Everyone who wrote a part of it: none of them may approve it.
CREATE TABLE mailing_editor (
    mailing bigint NOT NULL REFERENCES mailing,
    editor  bigint NOT NULL,
    PRIMARY KEY (mailing, editor)
);
