package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedTemplatesTest {

    @Test
    void all_shipped_templates_can_be_used() {
        assertThat(TemplateSource.check(Shipped.FOLDER)).isEmpty();
    }

    /** For looking at: target/mails/*.html and *.txt. */
    @Test
    void every_part_becomes_a_mail_in_each_language() throws IOException {
        Path mails = Files.createDirectories(Path.of("target", "mails"));
        for (Path folder : TemplateSource.folders(Shipped.FOLDER)) {
            TemplateVersion template = TemplateSource.read(folder);
            for (Part part : Part.values()) {
                Compiled compiled = Shipped.compiled(template, part);
                assertThat(compiled.variants()).extracting(Variant::language).containsExactly("en", "de");
                for (Variant variant : compiled.variants()) {
                    String name = template.key() + "-" + part.fileStem() + "-" + variant.language();
                    Files.writeString(mails.resolve(name + ".html"), Slots.withDefaults(variant.html()));
                    Files.writeString(
                            mails.resolve(name + ".txt"),
                            variant.subject() + "\n\n" + Slots.withDefaults(variant.text()));
                }
            }
        }
    }
}
