package org.belay.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.belay.platform.Nearest;
import org.belay.platform.UnfitText;
import org.belay.platform.UnfitValue;
import org.belay.template.Field;
import org.belay.template.TemplateVersion;

/**
 * How much a draft may hold. Pages of all mailings read every draft, so one that is far too large would break them for everybody; every
 * value of a mail fits many times over.
 */
final class DraftLimits {
    static final int LONGEST_VALUE = 20_000;
    static final int LONGEST_NAME = 100;
    static final int MOST_LANGUAGES = 40;
    static final int LARGEST_DRAFT = 400_000;

    private long total;

    private DraftLimits() {}

    /** @throws UnfitValue naming the first value that is too large or holds what cannot be kept */
    static void check(Draft draft) {
        var limits = new DraftLimits();
        limits.value("template", draft.template(), LONGEST_NAME);
        limits.value("language", draft.language(), LONGEST_NAME);
        limits.value("audience", draft.audience(), 2 * LONGEST_NAME);
        limits.values("values", draft.values(), draft.translations());
        limits.values("correction", draft.correction(), draft.correctionTranslations());
    }

    /** @throws UnfitValue if a value belongs to no field of the template */
    static void mustKnow(Draft draft, TemplateVersion template) {
        List<String> known = new ArrayList<>();
        for (Field field : template.fields()) known.add(field.name());
        for (String name : draft.names()) {
            if (!known.contains(name)) {
                throw new UnfitValue(
                        "The template " + template.key() + " has no field \"" + name + "\". Nothing was saved. "
                                + Nearest.to(name, known)
                                        .map(near -> "Call it \"" + near + "\", or leave it out.")
                                        .orElse("Leave it out. The fields are: " + String.join(", ", known) + "."));
            }
        }
    }

    private void values(String of, Map<String, String> values, Map<String, Map<String, String>> translations) {
        if (translations.size() > MOST_LANGUAGES) {
            throw new UnfitValue("\"" + of + "\" has more than " + MOST_LANGUAGES + " languages. Nothing was saved.");
        }
        values(of, values);
        translations.forEach((language, texts) -> {
            value(of + "_…", language, LONGEST_NAME);
            values(of + "_" + language, texts);
        });
    }

    private void values(String of, Map<String, String> values) {
        values.forEach((name, text) -> {
            value("a name in " + of, name, LONGEST_NAME);
            value(of + "." + name, text, LONGEST_VALUE);
        });
    }

    private void value(String place, String text, int longest) {
        if (text.length() > longest) {
            throw new UnfitValue("\"%s\" has %,d characters; at most %,d are taken. Nothing was saved. Shorten it."
                    .formatted(place, text.length(), longest));
        }
        UnfitText.in(text).ifPresent(problem -> {
            throw new UnfitValue("\"" + place + "\" " + problem + ". Nothing was saved. Take it out.");
        });
        total += text.length();
        if (total > LARGEST_DRAFT) {
            throw new UnfitValue("The draft has more than %,d characters in all. Nothing was saved. Shorten it."
                    .formatted(LARGEST_DRAFT));
        }
    }
}
