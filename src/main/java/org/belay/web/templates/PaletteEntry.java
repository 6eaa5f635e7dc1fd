package org.belay.web.templates;

import java.util.ArrayList;
import java.util.List;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;
import org.belay.web.text.Messages;

/**
 * A name that a template may use, for the palette and the completion of the editor.
 *
 * @param insert text that is inserted, {@code ${person.givenName!"colleague"}}
 * @param detail the field's label, in the author's words
 * @param correctionOnly whether only the correction has it
 * @param list whether it is a list, which is inserted as a loop
 */
public record PaletteEntry(String name, String insert, String detail, boolean correctionOnly, boolean list) {

    static List<PaletteEntry> of(TemplateVersion template, Messages messages) {
        var all = new ArrayList<PaletteEntry>();
        template.fields().forEach(field -> all.add(field(field)));
        template.attributes().forEach(attribute -> all.add(attribute(template, attribute, messages)));
        all.add(new PaletteEntry(
                "organisation", "${organisation}", messages.text("editor.organisation"), false, false));
        all.add(new PaletteEntry(
                "withdrawn.subject", "${withdrawn.subject}", messages.text("editor.withdrawn-subject"), true, false));
        all.add(new PaletteEntry(
                "withdrawn.when", "${withdrawn.when}", messages.text("editor.withdrawn-when"), true, false));
        return all;
    }

    private static PaletteEntry field(TemplateField field) {
        boolean list = field.type() == FieldType.LIST;
        String insert = list ? "<#list " + field.name() + " as one>\n- ${one}\n</#list>" : "${" + field.name() + "}";
        return new PaletteEntry(field.name(), insert, field.label(), field.correction(), list);
    }

    private static PaletteEntry attribute(TemplateVersion template, String attribute, Messages messages) {
        // a template with a default for this attribute needs none in the text
        boolean said = template.otherwise().containsKey(attribute);
        String insert = "${person." + attribute
                + (said ? "" : "!\"" + (attribute.equals("givenName") ? "colleague" : "…") + "\"") + "}";
        return new PaletteEntry("person." + attribute, insert, messages.text("editor.person"), false, false);
    }
}
