package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.belay.platform.NotFound;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class TemplatesIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().ofItsOwn();

    private final Templates templates = belay.bean(Templates.class);
    private final ImportAtStart imports = belay.bean(ImportAtStart.class);

    @TempDir
    Path folder;

    @Test
    void the_shipped_templates_are_there_after_the_start() {
        assertThat(templates.latest())
                .extracting(TemplateVersion::key)
                .contains("mandatory-app-removal", "password-reset-required", "planned-outage");
        TemplateVersion removal = templates.latest("mandatory-app-removal");
        assertThat(removal.languages()).containsExactly("en", "de", "es", "fr");
        assertThat(templates.version(removal.id())).isEqualTo(removal);
    }

    @Test
    void the_program_carries_the_same_templates_as_the_folder() throws IOException {
        assertThat(ImportAtStart.shipped())
                .containsOnlyKeys(TemplateFolder.folders(Shipped.FOLDER).stream()
                        .map(folder -> folder.getFileName().toString())
                        .toArray(String[]::new));
        ImportAtStart.shipped()
                .forEach((key, files) ->
                        assertThat(TemplateSource.of(key, files)).isEqualTo(Shipped.template(key)));
    }

    @Test
    void only_a_change_makes_a_new_version_and_old_ones_stay() throws IOException {
        write("try-it", Words.template());
        assertThat(imports.importFolder(folder)).isEqualTo(1);
        assertThat(imports.importFolder(folder)).isZero();
        TemplateVersion first = templates.latest("try-it");

        write("try-it", Words.template().notice("Other words."));
        assertThat(imports.importFolder(folder)).isEqualTo(1);

        assertThat(templates.latest("try-it").number()).isEqualTo(2);
        assertThat(templates.version(first.id()).files().get("notice.md")).contains("Words.");
    }

    @Test
    void a_broken_template_is_told_and_the_others_are_imported() throws IOException {
        write("good", Words.template());
        write("broken", Words.template().notice("${deadlin}"));

        assertThatThrownBy(() -> imports.importFolder(folder))
                .hasMessage("broken/notice.md:4:3: There is no field \"deadlin\". Write ${deadline}.");
        assertThat(templates.latest("good").number()).isEqualTo(1);
        assertThatThrownBy(() -> templates.latest("broken")).isInstanceOf(NotFound.class);
    }

    @Test
    void a_version_cannot_be_changed(JdbcClient sql) {
        assertThatThrownBy(
                        () -> sql.sql("UPDATE template_file SET content = ''").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changes");
    }

    @Test
    void a_key_that_is_not_known_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> templates.latest("planed-outage"))
                .hasMessage("There is no template \"planed-outage\". Did you mean planned-outage?");
    }

    private void write(String key, Words words) throws IOException {
        Path template = Files.createDirectories(folder.resolve(key));
        for (var file : words.files().entrySet()) Files.writeString(template.resolve(file.getKey()), file.getValue());
    }
}
