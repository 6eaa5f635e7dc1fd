package org.belay.mailing.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.mailing.model.Draft;
import org.belay.platform.NearestName;
import org.belay.platform.text.UnstorableText;
import org.belay.platform.text.UnstorableValue;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;

/**
 * Size limits of a draft. Pages that list mailings read every draft, so one very large draft would break them for all users. The limits
 * are far above the size of any real mail. All lengths are in characters.
 */
public final class DraftLimits {
    static final int MAX_VALUE_LENGTH = 20_000;
    static final int MAX_NAME_LENGTH = 100;
    static final int MAX_LANGUAGES = 40;
    static final int MAX_DRAFT_LENGTH = 400_000;

    private long total;

    private DraftLimits() {}

    /** @throws UnstorableValue with the first value that is too long or has characters that cannot be stored */
    public static void requireWithin(Draft draft) {
        var limits = new DraftLimits();
        limits.value("template", draft.template(), MAX_NAME_LENGTH);
        limits.value("language", draft.language(), MAX_NAME_LENGTH);
        limits.value("audience", draft.audience(), 2 * MAX_NAME_LENGTH);
        limits.values("values", draft.values(), draft.translations());
        limits.values("correction", draft.correction(), draft.correctionTranslations());
    }

    /** @throws UnstorableValue if a value belongs to no field of the template */
    public static void requireKnownFields(Draft draft, TemplateVersion template) {
        List<String> known = new ArrayList<>();
        for (TemplateField field : template.fields()) known.add(field.name());
        for (String name : draft.fieldNames()) {
            if (!known.contains(name)) {
                throw new UnstorableValue(
                        "The template " + template.key() + " has no field \"" + name + "\". Nothing was saved. "
                                + NearestName.to(name, known)
                                        .map(near -> "Call it \"" + near + "\", or remove it.")
                                        .orElse("Remove it. The fields are: " + String.join(", ", known) + "."));
            }
        }
    }

    private void values(String of, Map<String, String> values, Map<String, Map<String, String>> translations) {
        if (translations.size() > MAX_LANGUAGES) {
            throw new UnstorableValue(
                    "\"" + of + "\" has more than " + MAX_LANGUAGES + " languages. Nothing was saved.");
        }
        values(of, values);
        translations.forEach((language, texts) -> {
            value(of + "_…", language, MAX_NAME_LENGTH);
            values(of + "_" + language, texts);
        });
    }

    private void values(String of, Map<String, String> values) {
        values.forEach((name, text) -> {
            value("a name in " + of, name, MAX_NAME_LENGTH);
            value(of + "." + name, text, MAX_VALUE_LENGTH);
        });
    }

    private void value(String location, String text, int maximum) {
        if (text.length() > maximum) {
            throw new UnstorableValue(
                    "\"%s\" has %,d characters; at most %,d are allowed. Nothing was saved. Shorten it."
                            .formatted(location, text.length(), maximum));
        }
        UnstorableText.problemIn(text).ifPresent(problem -> {
            throw new UnstorableValue("\"" + location + "\" " + problem + ". Nothing was saved. Remove it.");
        });
        total += text.length();
        if (total > MAX_DRAFT_LENGTH) {
            throw new UnstorableValue("The draft has more than %,d characters in total. Nothing was saved. Shorten it."
                    .formatted(MAX_DRAFT_LENGTH));
        }
    }
}
