-- Corrections that are written after the start, and wait for a second person.

ALTER TABLE mailing ADD COLUMN disregard bigint REFERENCES dispatch ON DELETE SET NULL;
CREATE INDEX mailing_disregard ON mailing (disregard) WHERE disregard IS NOT NULL;
UPDATE mailing SET disregard = correction;
COMMENT ON COLUMN mailing.disregard IS 'The withdrawal that was approved with the notice and that one person may order.';
COMMENT ON COLUMN mailing.correction IS 'The correction that was ordered last; before any, the prepared withdrawal.';

CREATE TABLE correction_proposal (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing        bigint      NOT NULL REFERENCES mailing,
    kind           text        NOT NULL CHECK (kind IN ('AMEND', 'REINSTATE')),
    state          text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ORDERED', 'WITHDRAWN')),
    texts          jsonb       NOT NULL,
    translations   jsonb       NOT NULL,
    note           text        NOT NULL,
    follows        bigint      NOT NULL,
    dispatch       bigint      REFERENCES dispatch ON DELETE SET NULL,
    next_disregard bigint      REFERENCES dispatch ON DELETE SET NULL,
    sha256         text        NOT NULL,
    written_by     bigint      NOT NULL,
    written_at     timestamptz NOT NULL DEFAULT now(),
    decided_by     bigint,
    decided_at     timestamptz
);
CREATE UNIQUE INDEX correction_proposal_open ON correction_proposal (mailing) WHERE state = 'OPEN';
CREATE INDEX correction_proposal_mailing ON correction_proposal (mailing, id);
CREATE INDEX correction_proposal_dispatch ON correction_proposal (dispatch);
CREATE INDEX correction_proposal_next ON correction_proposal (next_disregard);
COMMENT ON TABLE correction_proposal IS 'A correction written after the start: frozen, and ordered by the approval of a second person.';
COMMENT ON COLUMN correction_proposal.texts IS 'Values of the notice that are valid with it, by field.';
COMMENT ON COLUMN correction_proposal.note IS 'What the writer adds for readers; may be empty.';
COMMENT ON COLUMN correction_proposal.follows IS 'Dispatch that was valid when it was written. Another one by then voids it.';
COMMENT ON COLUMN correction_proposal.next_disregard IS 'Of a REINSTATE: copy of the approved withdrawal, for a second one. Frozen here, so that an order needs no time for it.';
COMMENT ON COLUMN correction_proposal.sha256 IS 'Digest of all of it; the approval names it.';

ALTER TABLE correction_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE correction_proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON correction_proposal
    USING ((SELECT sees_all_teams()) OR EXISTS (SELECT FROM mailing m WHERE m.id = correction_proposal.mailing));
