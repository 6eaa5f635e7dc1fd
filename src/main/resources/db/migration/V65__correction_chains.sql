-- Corrections of several kinds, one after another: which statements a correction changes, and its place in the chain.

ALTER TABLE dispatch
    ADD COLUMN correction_kind text CHECK (correction_kind IN ('DISREGARD', 'AMEND', 'REINSTATE')),
    ADD COLUMN place           integer;
COMMENT ON COLUMN dispatch.correction_kind IS 'What an ordered correction does to the statements before it; null until it is ordered, and for any other dispatch.';
COMMENT ON COLUMN dispatch.place IS 'Order of the corrections of a mailing, from 1; null until it is ordered. Ids do not tell it: a DISREGARD is frozen with its notice.';

CREATE TABLE changed_statement (
    correction bigint NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    statement  bigint NOT NULL REFERENCES dispatch ON DELETE CASCADE,
    role       text   NOT NULL CHECK (role IN ('CHANGED', 'OUTDATED', 'REPEATED')),
    PRIMARY KEY (correction, statement)
);
CREATE INDEX changed_statement_statement ON changed_statement (statement);
COMMENT ON TABLE changed_statement IS 'Which earlier dispatches of its mailing a correction changes. Final when the correction is ordered.';
COMMENT ON COLUMN changed_statement.role IS
    'CHANGED: who may have it is sent the correction. OUTDATED: the same, but not a person who certainly has a REPEATED one and may have no CHANGED one. REPEATED: says what the correction says.';

INSERT INTO changed_statement (correction, statement, role)
SELECT id, corrects, 'CHANGED' FROM dispatch WHERE corrects IS NOT NULL;
UPDATE dispatch SET correction_kind = 'DISREGARD', place = 1 WHERE corrects IS NOT NULL AND state <> 'WAITING';

-- The statements that put a person on the list of a correction.
CREATE FUNCTION changed_by(of_correction bigint) RETURNS bigint[]
    STABLE LANGUAGE sql AS
    'SELECT coalesce(array_agg(statement ORDER BY statement), ''{}'') FROM changed_statement WHERE correction = of_correction AND role <> ''REPEATED''';

CREATE FUNCTION repeats_a_statement(of_correction bigint) RETURNS boolean
    STABLE LANGUAGE sql AS
    'SELECT EXISTS (SELECT 1 FROM changed_statement WHERE correction = of_correction AND role = ''REPEATED'')';

-- Whether a person certainly has what the correction says, and may have nothing that it changes since.
CREATE FUNCTION has_repeated_statement(of_correction bigint, person integer) RETURNS boolean
    STABLE LANGUAGE sql AS
    'SELECT EXISTS (SELECT 1
                      FROM changed_statement c JOIN delivery d ON d.dispatch = c.statement AND d.ordinal = person
                     WHERE c.correction = of_correction AND c.role = ''REPEATED''
                       AND d.state = ''ACCEPTED'' AND d.repair_at IS NULL
                       AND NOT EXISTS (SELECT 1 FROM bounce b WHERE b.delivery = d.id))
        AND NOT EXISTS (SELECT 1
                          FROM changed_statement c
                          JOIN delivery d ON d.dispatch = c.statement AND d.ordinal = person
                          JOIN attempt a ON a.delivery = d.id
                         WHERE c.correction = of_correction AND c.role = ''CHANGED''
                           AND (a.outcome IS NULL OR a.outcome IN (''ACCEPTED'', ''IN_DOUBT'')))';

-- Whether a later correction was ordered that changes a dispatch: then it is never sent again.
CREATE FUNCTION is_changed(of_dispatch bigint) RETURNS boolean
    STABLE LANGUAGE sql AS
    'SELECT EXISTS (SELECT 1
                      FROM changed_statement c JOIN dispatch k ON k.id = c.correction
                     WHERE c.statement = of_dispatch AND c.role <> ''REPEATED'' AND k.state <> ''WAITING'')';

ALTER TABLE correction DROP CONSTRAINT correction_mailing_key;
ALTER TABLE correction ADD COLUMN kind text NOT NULL DEFAULT 'DISREGARD' CHECK (kind IN ('DISREGARD', 'AMEND', 'REINSTATE'));
DROP INDEX correction_dispatch;
CREATE UNIQUE INDEX correction_dispatch ON correction (dispatch);
CREATE INDEX correction_mailing ON correction (mailing);
COMMENT ON TABLE correction IS 'An ordered correction. The last one of a mailing is the statement that is valid.';
