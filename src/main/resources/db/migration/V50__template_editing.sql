-- Templates come from several hands: the folder, the browser, a push from somebody's git. Version rows never change, so
-- what is to be known of how one came about stands in it from the start.
ALTER TABLE template_version
    ADD COLUMN origin       text NOT NULL DEFAULT 'FOLDER' CHECK (origin IN ('SHIPPED', 'FOLDER', 'BROWSER', 'PUSHED')),
    ADD COLUMN published_by text NOT NULL DEFAULT 'belay',
    ADD COLUMN note         text NOT NULL DEFAULT '';

-- What people are writing: one draft a template, shared by all. base is the version it began from, 0 for a new template.
-- A revision is never used twice, not even by another draft of the same template: whoever saves names the one they saw.
CREATE SEQUENCE template_draft_revision AS int;

CREATE TABLE template_draft (
    key       text        PRIMARY KEY,
    base      int         NOT NULL,
    files     jsonb       NOT NULL,
    revision  int         NOT NULL DEFAULT nextval('template_draft_revision'),
    edited_by text        NOT NULL,
    edited_at timestamptz NOT NULL DEFAULT now()
);

-- The content that was last taken from the folder, or decided against: a folder that still says the same is not news.
CREATE TABLE template_folder (
    key    text PRIMARY KEY,
    sha256 text NOT NULL
);

INSERT INTO template_folder (key, sha256)
SELECT DISTINCT ON (key) key, sha256
  FROM template_version
 ORDER BY key, number DESC;

-- A folder that changed while somebody published something else: kept until a person chooses.
CREATE TABLE template_conflict (
    key     text        PRIMARY KEY,
    sha256  text        NOT NULL,
    files   jsonb       NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
