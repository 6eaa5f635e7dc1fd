package org.belay.api;

import java.util.List;
import org.belay.template.Field;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The words a mailing is made of: each template in its newest version. */
@RestController
class TemplatesApi {
    private final Templates templates;

    TemplatesApi(Templates templates) {
        this.templates = templates;
    }

    record Newest(
            String key,
            int number,
            String title,
            String description,
            List<String> languages,
            String sha256,
            List<Field> fields) {
        static Newest of(TemplateVersion version) {
            return new Newest(
                    version.key(),
                    version.number(),
                    version.title(),
                    version.description(),
                    version.languages(),
                    version.sha256(),
                    version.fields());
        }
    }

    record All(List<Newest> templates) {}

    @GetMapping("/api/v1/templates")
    All list() {
        return new All(templates.latest().stream().map(Newest::of).toList());
    }
}
