-- A mailing may need two approvals, and an approval expires: each approval is a row, and an administrator sets the rules.

CREATE TABLE approval_policy (
    single       boolean     PRIMARY KEY DEFAULT true CHECK (single),
    second_above bigint      CHECK (second_above >= 0),
    valid_days   integer     NOT NULL CHECK (valid_days BETWEEN 1 AND 365)
);
INSERT INTO approval_policy (valid_days) VALUES (30);

COMMENT ON TABLE approval_policy IS 'The rules for approvals, in one row. The audit log has who changed them.';
COMMENT ON COLUMN approval_policy.second_above IS 'A mailing to more people than this needs two approvals; NULL: one is always enough.';
COMMENT ON COLUMN approval_policy.valid_days IS 'An approved mailing must be scheduled within this many days of its first approval.';

CREATE TABLE approval (
    mailing     bigint      NOT NULL REFERENCES mailing,
    approver    bigint      NOT NULL,
    approved_at timestamptz NOT NULL DEFAULT now(),
    people      bigint      NOT NULL,
    sha256      text        NOT NULL,
    format      integer     NOT NULL,
    PRIMARY KEY (mailing, approver)
);
COMMENT ON TABLE approval IS 'The approvals of a mailing as it is in review; deleted when it becomes a draft again. The audit log keeps all.';
COMMENT ON COLUMN approval.people IS 'The number of people that the approver typed.';
COMMENT ON COLUMN approval.format IS 'Format of the digest: a later format does not void it.';

INSERT INTO approval (mailing, approver, approved_at, people, sha256, format)
SELECT id, approved_by, approved_at, approved_people, approved_sha256, approved_format
  FROM mailing
 WHERE approved_by IS NOT NULL;

ALTER TABLE mailing
    DROP COLUMN approved_by,
    DROP COLUMN approved_at,
    DROP COLUMN approved_people,
    DROP COLUMN approved_sha256,
    DROP COLUMN approved_format;
