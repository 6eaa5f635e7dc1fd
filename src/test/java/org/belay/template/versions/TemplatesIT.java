package org.belay.template.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.belay.template.ShippedMailings;
import org.belay.template.TemplateVersion;
import org.belay.template.files.ShippedTemplates;
import org.belay.template.files.TemplateFolder;
import org.belay.template.files.TemplateReader;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class TemplatesIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private final Templates templates = belay.bean(Templates.class);

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
        assertThat(ShippedTemplates.all())
                .containsOnlyKeys(TemplateFolder.folders(ShippedMailings.FOLDER).stream()
                        .map(one -> one.getFileName().toString())
                        .toArray(String[]::new));
        ShippedTemplates.all()
                .forEach((key, files) ->
                        assertThat(TemplateReader.parse(key, files)).isEqualTo(ShippedMailings.template(key)));
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
}
