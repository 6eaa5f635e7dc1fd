package org.belay.correction.wording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.FieldType;
import org.belay.template.TemplateField;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;

/** Makes a template whose correction repeats the notice, with an opening before it. */
public final class CorrectionTemplate {

    /** Field with what the writer adds; empty for most corrections. */
    public static final String NOTE = "correction_note";

    private static final String OLD = "before_";
    private static final Pattern SUBJECT = Pattern.compile("(?m)^(subject:[ \\t]*)(.*)$");
    private static final Pattern HEADING = Pattern.compile("^\\s*# [^\\n]*\\n");
    private static final Pattern SUMMARY = Pattern.compile("(?ms)^::: summary\\s*$(.*?)^:::\\s*$");

    private CorrectionTemplate() {}

    /** Name of the field with the old value of a changed field. */
    public static String old(String field) {
        return OLD + field;
    }

    /**
     * @param changed names of the fields whose values have changed
     * @param later whether other corrections were sent before
     */
    public static TemplateVersion amending(TemplateVersion template, List<String> changed, boolean later) {
        var fields = new ArrayList<>(template.fields());
        var shown = template.fields().stream()
                .filter(field -> changed.contains(field.name()))
                .toList();
        shown.forEach(field -> fields.add(copy(field, old(field.name()), field.type())));
        fields.add(note());
        var files = new HashMap<>(template.files());
        for (String language : template.languages()) {
            OpeningWords words = OpeningWords.of(language);
            String notice = notice(template, language);
            var opening = new StringBuilder(later ? words.replacesAll() : words.replaces());
            opening.append("\n\n::: summary\n");
            shown.forEach(field -> opening.append(change(field, labelOf(field, notice), words)));
            opening.append(":::\n\n").append(noteBlock());
            files.put(
                    template.fileOf(TemplatePart.CORRECTION, language),
                    withOpening(notice, words.amended(), opening.toString()));
        }
        return with(template, fields, files);
    }

    public static TemplateVersion reinstating(TemplateVersion template) {
        var fields = new ArrayList<>(template.fields());
        fields.add(note());
        var files = new HashMap<>(template.files());
        for (String language : template.languages()) {
            OpeningWords words = OpeningWords.of(language);
            files.put(
                    template.fileOf(TemplatePart.CORRECTION, language),
                    withOpening(notice(template, language), words.valid(), words.reinstates() + "\n\n" + noteBlock()));
        }
        return with(template, fields, files);
    }

    private static String notice(TemplateVersion template, String language) {
        return template.files()
                .getOrDefault(template.fileOf(TemplatePart.NOTICE, language), "")
                .replace("\r\n", "\n")
                .replace("\uFEFF", "");
    }

    private static String noteBlock() {
        return "<#if " + NOTE + "?has_content>\n${" + NOTE + "}\n\n</#if>\n";
    }

    private static String change(TemplateField field, String label, OpeningWords words) {
        String before = label.isEmpty() ? capitalised(words.before()) : label + " (" + words.before() + ")";
        String now = label.isEmpty() ? capitalised(words.now()) : label + " (" + words.now() + ")";
        return before + ": " + value(field, old(field.name()), "") + "\n" + now + ": "
                + value(field, field.name(), "**") + "\n";
    }

    private static String value(TemplateField field, String name, String emphasis) {
        if (field.type() == FieldType.LONG_TEXT) return value(name, "${" + name + "}"); // may be a list
        if (field.type() == FieldType.YES_NO) return emphasis + "${" + name + "}" + emphasis;
        String printed = field.type() == FieldType.LIST
                ? "<#list " + name + " as one_of_" + name + ">${one_of_" + name + "}<#sep>, </#sep></#list>"
                : emphasis + "${" + name + "}" + emphasis;
        return value(name, printed);
    }

    private static String value(String name, String printed) {
        return "<#if " + name + "?has_content>" + printed + "<#else>–</#if>";
    }

    /** The words that the notice itself puts before the value, in the language of the reader; empty if it has none. */
    private static String labelOf(TemplateField field, String notice) {
        Pattern use = Pattern.compile("\\$\\{" + Pattern.quote(field.name()) + "\\b");
        Matcher summaries = SUMMARY.matcher(notice);
        while (summaries.find()) {
            for (String line : summaries.group(1).split("\n")) {
                int colon = line.indexOf(':');
                if (colon > 0 && use.matcher(line).find()) {
                    String label = line.substring(0, colon);
                    label = label.substring(label.lastIndexOf('>') + 1).strip();
                    if (!label.contains("$") && !label.isEmpty()) return label;
                }
            }
        }
        return "";
    }

    private static String withOpening(String notice, String subjectPrefix, String opening) {
        int end = notice.indexOf("\n---", 3) + 1;
        int bodyStart = notice.indexOf('\n', end) + 1;
        String front = notice.substring(0, bodyStart);
        String body = notice.substring(bodyStart);
        Matcher heading = HEADING.matcher(body);
        int place = heading.find() ? heading.end() : 0;
        return SUBJECT.matcher(front)
                        .replaceFirst(line -> Matcher.quoteReplacement(
                                line.group(1) + prefixed(line.group(2).strip(), subjectPrefix)))
                + body.substring(0, place) + "\n" + opening + "\n" + body.substring(place);
    }

    private static String prefixed(String scalar, String prefix) {
        if (scalar.startsWith("\"") || scalar.startsWith("'")) return scalar.charAt(0) + prefix + scalar.substring(1);
        return "\"" + prefix + scalar.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static TemplateField note() {
        return new TemplateField(NOTE, FieldType.TEXT, "Note", "", false, "", true, true, 0, List.of());
    }

    private static TemplateField copy(TemplateField field, String name, FieldType type) {
        return new TemplateField(
                name, type, field.label(), "", false, "", true, field.translated(), field.maximum(), field.choices());
    }

    private static TemplateVersion with(
            TemplateVersion template, List<TemplateField> fields, Map<String, String> files) {
        return new TemplateVersion(
                template.id(),
                template.key(),
                template.number(),
                template.title(),
                template.description(),
                template.owner(),
                List.copyOf(fields),
                template.languages(),
                template.attributes(),
                template.otherwise(),
                template.sha256(),
                Map.copyOf(files));
    }
}
