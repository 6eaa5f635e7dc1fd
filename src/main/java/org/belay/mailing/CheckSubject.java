package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The subject says what it is about. */
final class CheckSubject implements Check {
    private static final int LONGEST = 100;
    private static final List<Question> OTHERS = List.of(Question.WHY, Question.NOW_TRUE, Question.ACTED);

    @Override
    public About about() {
        return new About(
                "subject-empty",
                Topic.COMPLETE,
                Severity.WARNING,
                "The notice's subject has none of the words (4 letters and more) of the fields that the notice is made of: dates,"
                        + " addresses and the reason do not count. Or it is longer than 100 characters, of which phones show 40.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: Important information\n---\nBy ${deadline}: ${action} ${reason} ${contact}\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.ownNotice().stream().map(Variant::subject).flatMap(subject -> {
            if (subject.length() > LONGEST)
                return Stream.of(found(
                        "subject-long",
                        "The subject has " + subject.length() + " characters; phones show the first 40.",
                        "Say it in fewer words."));
            return about(draft, subject)
                    ? Stream.empty()
                    : Stream.of(found(
                            "subject-empty",
                            "The subject \"" + subject + "\" does not say what it is about.",
                            "Choose a template whose subject names the matter, or mend its notice.md."));
        });
    }

    private static Finding found(String id, String message, String fix) {
        return Finding.warning(id, "template", message, fix);
    }

    private static boolean about(CheckedDraft draft, String subject) {
        String small = subject.toLowerCase(Locale.ROOT);
        var words = draft.words()
                .filter(entry -> !entry.field().correction())
                .filter(entry ->
                        Question.of(entry.name()).filter(OTHERS::contains).isEmpty())
                .map(CheckedDraft.Entry::text);
        var names =
                draft.entries().filter(entry -> entry.field().type().isText()).map(CheckedDraft.Entry::text);
        var all = Stream.concat(words, names).toList();
        // nothing filled in yet: others say so
        return all.isEmpty()
                || all.stream()
                        .flatMap(text -> Prose.words(text).stream())
                        .filter(word -> word.length() >= 4 || word.matches("\\p{Lu}{2,3}"))
                        .anyMatch(word -> small.contains(word.toLowerCase(Locale.ROOT)));
    }
}
