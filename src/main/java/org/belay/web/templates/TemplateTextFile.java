package org.belay.web.templates;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.template.TemplatePart;

/**
 * The kind of a template's file, from its name.
 *
 * @param part empty for {@code template.yaml}
 * @param language empty for {@code template.yaml}
 */
public record TemplateTextFile(String name, Optional<TemplatePart> part, String language) {
    static final String YAML = "template.yaml";

    private static final Pattern WORDS = Pattern.compile("(notice|correction|reminder)(?:_([A-Za-z0-9-]+))?\\.md");

    /** @param first the language of files without a suffix */
    static TemplateTextFile of(String name, String first) {
        Matcher words = WORDS.matcher(name);
        if (!words.matches()) return new TemplateTextFile(name, Optional.empty(), "");
        String suffix = words.group(2);
        return new TemplateTextFile(
                name,
                Optional.of(TemplatePart.valueOf(words.group(1).toUpperCase(Locale.ROOT))),
                suffix == null ? first : suffix);
    }

    static String name(TemplatePart part, String language, String first) {
        return part.fileStem() + (language.equals(first) ? "" : "_" + language) + ".md";
    }

    /** Tab of the editor that shows it: {@code notice}, or {@code fields} for {@code template.yaml}. */
    public String tab() {
        return part.map(TemplatePart::fileStem).orElse("fields");
    }

    /** {@code template.yaml} first, then the mails in the order of the editor, each with the template's first language first. */
    static Comparator<TemplateTextFile> order(List<String> languages) {
        return Comparator.comparing((TemplateTextFile file) ->
                        file.part().map(TemplatePart::ordinal).orElse(-1))
                .thenComparing(file -> languages.indexOf(file.language()))
                .thenComparing(TemplateTextFile::name);
    }
}
