-- Every state that a template was in. Rows are added and never changed: a mailing points at one of them for ever.
CREATE TABLE template_version (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text        NOT NULL,
    number      int         NOT NULL,
    sha256      text        NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (key, number)
);

CREATE TABLE template_file (
    template_version bigint NOT NULL REFERENCES template_version,
    name             text   NOT NULL,
    content          text   NOT NULL,
    PRIMARY KEY (template_version, name)
);

CREATE FUNCTION template_versions_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a template version never changes: % refused', TG_OP;
END
$$;

CREATE TRIGGER template_version_rows BEFORE UPDATE OR DELETE ON template_version
    FOR EACH ROW EXECUTE FUNCTION template_versions_never_change();

CREATE TRIGGER template_file_rows BEFORE UPDATE OR DELETE ON template_file
    FOR EACH ROW EXECUTE FUNCTION template_versions_never_change();
