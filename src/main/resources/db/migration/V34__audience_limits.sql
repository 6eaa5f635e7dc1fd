-- Mailings to all staff need two approvals, however their list is called; and an author has limits.

ALTER TABLE audience ADD COLUMN all_staff boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN audience.all_staff IS 'Marked ALL-STAFF by an administrator: a mailing to most of these people needs two approvals.';

ALTER TABLE mailing ADD COLUMN all_staff text;
COMMENT ON COLUMN mailing.all_staff IS 'Name of the ALL-STAFF audience of which its snapshot has half or more; NULL: of none when it was submitted.';

ALTER TABLE approval_policy
    ADD COLUMN largest_audience bigint  CHECK (largest_audience >= 1),
    ADD COLUMN daily_people     bigint  CHECK (daily_people >= 1),
    ADD COLUMN usual_factor     integer NOT NULL DEFAULT 3 CHECK (usual_factor BETWEEN 2 AND 1000);
COMMENT ON COLUMN approval_policy.largest_audience IS 'People to whom an author may submit a mailing who is neither approver nor administrator; NULL: any number.';
COMMENT ON COLUMN approval_policy.daily_people IS 'People to whom one person may submit mailings in 24 hours; NULL: any number.';
COMMENT ON COLUMN approval_policy.usual_factor IS 'A mailing with so many times more or fewer people than its template usually has needs a reason.';
