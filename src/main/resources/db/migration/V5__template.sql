-- Templates. Their versions are added and never changed: a mailing refers to one of them for ever. Templates come from several
-- sources: shipped with Belay, a folder, the browser, a push.

CREATE TABLE template_version (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text        NOT NULL,
    number       int         NOT NULL,
    sha256       text        NOT NULL,
    imported_at  timestamptz NOT NULL DEFAULT now(),
    origin       text        NOT NULL DEFAULT 'FOLDER' CHECK (origin IN ('SHIPPED', 'FOLDER', 'BROWSER', 'PUSHED')),
    published_by text        NOT NULL DEFAULT 'belay',
    note         text        NOT NULL DEFAULT '',
    UNIQUE (key, number)
);
COMMENT ON TABLE template_version IS 'A published state of a template.';

CREATE TABLE template_file (
    template_version bigint NOT NULL REFERENCES template_version,
    name             text   NOT NULL,
    content          text   NOT NULL,
    PRIMARY KEY (template_version, name)
);
COMMENT ON TABLE template_file IS 'A file of a template version.';

CREATE FUNCTION template_versions_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a template version never changes: % refused', TG_OP;
END
$$;

CREATE TRIGGER template_version_rows BEFORE UPDATE OR DELETE ON template_version
    FOR EACH ROW EXECUTE FUNCTION template_versions_never_change();

CREATE TRIGGER template_file_rows BEFORE UPDATE OR DELETE ON template_file
    FOR EACH ROW EXECUTE FUNCTION template_versions_never_change();

-- never used twice, not even by another draft of the same template: a save names the revision that it was written over
CREATE SEQUENCE template_draft_revision AS int;

CREATE TABLE template_draft (
    key       text        PRIMARY KEY,
    base      int         NOT NULL,
    files     jsonb       NOT NULL,
    revision  int         NOT NULL DEFAULT nextval('template_draft_revision'),
    edited_by text        NOT NULL,
    edited_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE template_draft IS 'Unpublished changes of a template: one draft a template, shared by all who edit it.';
COMMENT ON COLUMN template_draft.base IS 'Number of the version that the draft began from; 0 for a new template.';

CREATE TABLE template_folder (
    key    text PRIMARY KEY,
    sha256 text NOT NULL
);
COMMENT ON TABLE template_folder IS 'The content that was last taken from the folder, or decided against: a folder that still has it brings nothing new.';

CREATE TABLE template_conflict (
    key     text        PRIMARY KEY,
    sha256  text        NOT NULL,
    files   jsonb       NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE template_conflict IS 'A folder that changed while another version was published: kept until a person chooses.';
