package org.belay.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.belay.template.Field;
import org.belay.template.TemplateVersion;
import org.belay.template.Variant;

/** Everything that stands in the way of sending a draft. */
final class Checks {

    private Checks() {}

    static List<Finding> of(
            TemplateVersion template,
            Draft draft,
            long people,
            List<Variant> notice,
            List<Variant> correction,
            Instant now) {
        var findings = new ArrayList<Finding>();
        for (Field field : template.fields()) {
            var given = field.correction() ? draft.correction() : draft.values();
            if (field.required() && given.getOrDefault(field.name(), "").isBlank()) {
                findings.add(new Finding(
                        field.name() + "-missing",
                        Severity.ERROR,
                        field.name(),
                        field.label() + " is missing.",
                        "The notice cannot be sent without it. Fill it in."));
            }
        }
        if (people == 0) {
            findings.add(new Finding(
                    "audience-empty",
                    Severity.ERROR,
                    "audience",
                    "The audience \"" + draft.audience() + "\" has nobody in it.",
                    "Choose or import an audience."));
        }
        return findings;
    }
}
