-- An approver who is away names another approver, for some days.

CREATE TABLE deputy (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    principal bigint      NOT NULL REFERENCES app_user,
    deputy    bigint      NOT NULL REFERENCES app_user,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,
    named_by  bigint      NOT NULL REFERENCES app_user,
    CHECK (principal <> deputy),
    CHECK (ends_at >= starts_at)
);
CREATE INDEX deputy_ends ON deputy (ends_at);
COMMENT ON TABLE deputy IS 'Who approves for an absent approver, and when. The audit log has who named and ended it.';
COMMENT ON COLUMN deputy.principal IS 'The approver who is away.';
COMMENT ON COLUMN deputy.deputy IS 'The approver who acts for the principal; gets no right that they do not have.';

ALTER TABLE approval ADD COLUMN acting_for bigint REFERENCES app_user;
COMMENT ON COLUMN approval.acting_for IS 'The absent approver for whom the approver acted as deputy; NULL: the approval is their own.';
