package org.belay.web.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;
import org.belay.web.format.Formats;
import org.belay.web.text.Messages;

/**
 * One input of a mailing's form that differs between two people or two tabs.
 *
 * @param name of the input
 * @param label as the form shows it
 */
public record DraftDifference(String name, String label, String mine, String theirs) {

    /** In the order of the form. */
    static List<DraftDifference> between(
            Map<String, String> mine,
            Map<String, String> theirs,
            TemplateVersion template,
            Formats say,
            Messages messages) {
        var all = new ArrayList<DraftDifference>();
        for (String language : template.languages()) {
            boolean first = language.equals(template.languages().get(0));
            for (TemplateField field : template.fields()) {
                String label = field.label() + (first ? "" : " (" + say.language(language) + ")");
                add(all, DraftInputs.input(field, language, template), label, mine, theirs);
            }
        }
        add(all, "audience", messages.text("common.who-gets-it"), mine, theirs);
        add(all, "at", messages.text("common.send-on"), mine, theirs);
        add(all, "zone", messages.text("common.time-zone"), mine, theirs);
        add(all, "pace", messages.text("compose.pace"), mine, theirs);
        return List.copyOf(all);
    }

    private static void add(
            List<DraftDifference> all,
            String name,
            String label,
            Map<String, String> mine,
            Map<String, String> theirs) {
        String my = value(name, mine);
        String their = value(name, theirs);
        if (!my.equals(their)) {
            all.add(new DraftDifference(name, label, my, their));
        }
    }

    private static String value(String name, Map<String, String> in) {
        String value = in.getOrDefault(name, "").strip().replace("\r\n", "\n");
        String zone = in.getOrDefault(name + ".zone", "");
        return value.isEmpty() || zone.isEmpty() ? value : value + " " + zone;
    }
}
