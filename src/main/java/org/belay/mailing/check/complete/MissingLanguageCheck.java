package org.belay.mailing.check.complete;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;

/** No language that the template has and the audience reads is left out by oversight. */
public final class MissingLanguageCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "untranslated",
                CheckTopic.COMPLETE,
                FindingSeverity.WARNING,
                "The template has a language that people of the audience read, but no text is written in it: they get another language."
                        + " A reader of de-AT also reads de.",
                Map.of("readers.fr", "12"),
                Map.of("readers.de", "640", "readers.de-AT", "31"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        List<String> languages = draft.template().languages();
        String instead =
                languages.stream().filter(draft::isWrittenIn).findFirst().orElse(languages.get(0));
        return languages.stream()
                .filter(language -> !draft.isWrittenIn(language) && !language.equals(instead))
                .filter(language -> draft.audience().readersOf(language) > 0)
                .map(language -> finding(language, instead, draft.audience().readersOf(language)));
    }

    private static CheckFinding finding(String language, String instead, long people) {
        String name = name(language);
        return CheckFinding.warning(
                        "untranslated-" + language,
                        "languages",
                        String.format(
                                Locale.ROOT,
                                people == 1
                                        ? "%,d person reads %s and gets %s, although the template has %s."
                                        : "%,d people read %s and get %s, although the template has %s.",
                                people,
                                name,
                                name(instead),
                                name),
                        "Write the notice and its correction in " + name + ", or answer why these people get "
                                + name(instead) + ".")
                .forLanguage(language);
    }

    private static String name(String language) {
        return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH);
    }
}
