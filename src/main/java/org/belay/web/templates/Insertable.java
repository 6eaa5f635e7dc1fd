package org.belay.web.templates;

import java.util.ArrayList;
import java.util.List;
import org.belay.template.Field;
import org.belay.template.FieldType;
import org.belay.template.TemplateVersion;

/**
 * Something that a template may print, for the palette and the completion of the editor.
 *
 * @param insert what is put into the text, {@code ${person.givenName!"colleague"}}
 * @param detail the field's label, in the author's words
 * @param correctionOnly whether only the correction knows it
 * @param list whether it is gone through, not printed
 */
public record Insertable(String name, String insert, String detail, boolean correctionOnly, boolean list) {

    static List<Insertable> of(TemplateVersion template) {
        var all = new ArrayList<Insertable>();
        template.fields().forEach(field -> all.add(field(field)));
        template.attributes().forEach(attribute -> all.add(attribute(template, attribute)));
        all.add(new Insertable("organisation", "${organisation}", "Your organisation", false, false));
        all.add(new Insertable(
                "withdrawn.subject", "${withdrawn.subject}", "Subject of what is taken back", true, false));
        all.add(new Insertable("withdrawn.when", "${withdrawn.when}", "When that was sent", true, false));
        return all;
    }

    private static Insertable field(Field field) {
        boolean list = field.type() == FieldType.LIST;
        String insert = list ? "<#list " + field.name() + " as one>\n- ${one}\n</#list>" : "${" + field.name() + "}";
        return new Insertable(field.name(), insert, field.label(), field.correction(), list);
    }

    private static Insertable attribute(TemplateVersion template, String attribute) {
        // where the template says for all its mails what those read who have none, nothing need be said here
        boolean said = template.otherwise().containsKey(attribute);
        String insert = "${person." + attribute
                + (said ? "" : "!\"" + (attribute.equals("givenName") ? "colleague" : "…") + "\"") + "}";
        return new Insertable("person." + attribute, insert, "Of each person", false, false);
    }
}
