package org.belay.web.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.belay.mailing.model.TemplateUse;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;

/** A field that publishing would remove, and the current mailings that use it. */
public record RemovedField(TemplateField field, List<TemplateUse> uses) {

    static List<RemovedField> of(TemplateVersion before, TemplateVersion after, List<TemplateUse> uses) {
        var losses = new ArrayList<RemovedField>();
        for (TemplateField field : before.fields()) {
            List<TemplateUse> filled = uses.stream()
                    .filter(use -> use.fields().contains(field.name()))
                    .toList();
            if (after.field(field.name()).isEmpty() && !filled.isEmpty()) losses.add(new RemovedField(field, filled));
        }
        return losses;
    }

    /** Names the removed fields and their mailings, so that a confirmation says what the author saw. */
    static String seen(List<RemovedField> losses) {
        var byField = new TreeMap<String, String>();
        losses.forEach(loss -> byField.put(
                loss.field().name(),
                loss.uses().stream().map(use -> use.id().toString()).sorted().collect(Collectors.joining(","))));
        return byField.toString();
    }
}
