-- Teams: who sees which audiences, templates and mailings. Row security keeps a query that does not ask for the team from showing the
-- rows of others. The server process sets belay.teams for the connection of a request; work without a person has no limit.

CREATE TABLE team (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX team_name ON team (lower(name));
COMMENT ON TABLE team IS 'A group of users with audiences, templates and mailings of its own.';

CREATE TABLE team_member (
    team     bigint      NOT NULL REFERENCES team ON DELETE CASCADE,
    app_user bigint      NOT NULL REFERENCES app_user,
    since    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team, app_user)
);
CREATE INDEX team_member_user ON team_member (app_user);
COMMENT ON TABLE team_member IS 'A user may be in several teams, and in none.';

CREATE TABLE template_team (
    key  text   PRIMARY KEY,
    team bigint NOT NULL REFERENCES team
);
COMMENT ON TABLE template_team IS 'The team of a template; a template without a row is for everyone.';

ALTER TABLE audience ADD COLUMN team bigint REFERENCES team;
ALTER TABLE mailing ADD COLUMN team bigint REFERENCES team;
CREATE INDEX audience_team ON audience (team) WHERE team IS NOT NULL;
CREATE INDEX mailing_team ON mailing (team) WHERE team IS NOT NULL;
COMMENT ON COLUMN audience.team IS 'The team that sees and uses it; NULL: everyone.';
COMMENT ON COLUMN mailing.team IS 'The team that sees it; NULL: everyone.';

CREATE FUNCTION sees_all_teams() RETURNS boolean STABLE LANGUAGE sql
    AS $$ SELECT coalesce(current_setting('belay.teams', true), '') = '' $$;
COMMENT ON FUNCTION sees_all_teams() IS 'Whether this connection works for no person, or for one who sees the rows of all teams.';

CREATE FUNCTION seen_teams() RETURNS bigint[] STABLE LANGUAGE sql
    AS $$ SELECT string_to_array(nullif(current_setting('belay.teams', true), ''), ',')::bigint[] $$;
COMMENT ON FUNCTION seen_teams() IS 'The teams of the person for whom this connection works; 0 is in every list and is no team.';

ALTER TABLE audience ENABLE ROW LEVEL SECURITY;
ALTER TABLE audience FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON audience
    USING (team IS NULL OR (SELECT sees_all_teams()) OR team = ANY ((SELECT seen_teams())::bigint[]));

ALTER TABLE mailing ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailing FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON mailing
    USING (team IS NULL OR (SELECT sees_all_teams()) OR team = ANY ((SELECT seen_teams())::bigint[]));

-- a dispatch is added in the transaction that adds or changes its mailing
ALTER TABLE dispatch ENABLE ROW LEVEL SECURITY;
ALTER TABLE dispatch FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON dispatch
    USING ((SELECT sees_all_teams()) OR EXISTS (SELECT FROM mailing m WHERE m.id = dispatch.mailing));

CREATE FUNCTION sees_template(name text) RETURNS boolean STABLE LANGUAGE sql
    AS $$ SELECT NOT EXISTS (SELECT FROM template_team t WHERE t.key = name AND NOT t.team = ANY (seen_teams())) $$;

ALTER TABLE template_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE template_version FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON template_version USING ((SELECT sees_all_teams()) OR sees_template(key));

ALTER TABLE template_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE template_draft FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON template_draft USING ((SELECT sees_all_teams()) OR sees_template(key));

ALTER TABLE template_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE template_conflict FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_team ON template_conflict USING ((SELECT sees_all_teams()) OR sees_template(key));
