package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.Variant;

/** The subject names the topic and is not too long. */
final class CheckSubject implements Check {
    private static final int MAX_LENGTH = 100;
    private static final List<Question> NOT_TOPIC = List.of(Question.WHY, Question.NOW_TRUE, Question.ACTED);

    @Override
    public About about() {
        return new About(
                "subject-empty",
                Topic.COMPLETE,
                Severity.WARNING,
                "The notice's subject has no word (4 letters or more) of the notice's fields; dates,"
                        + " addresses and the reason do not count. Or it is longer than 100 characters; phones show about 40.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: Important information\n---\nBy ${deadline}: ${action} ${reason} ${contact}\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.ownNotice().stream().map(Variant::subject).flatMap(subject -> {
            if (subject.length() > MAX_LENGTH)
                return Stream.of(warning(
                        "subject-long",
                        "The subject has " + subject.length() + " characters; phones show the first 40.",
                        "Shorten it."));
            return namesTopic(draft, subject)
                    ? Stream.empty()
                    : Stream.of(warning(
                            "subject-empty",
                            "The subject \"" + subject + "\" does not name the topic.",
                            "Choose a template whose subject names the topic, or fix its notice.md."));
        });
    }

    private static Finding warning(String id, String message, String fix) {
        return Finding.warning(id, "template", message, fix);
    }

    private static boolean namesTopic(CheckedDraft draft, String subject) {
        String lower = subject.toLowerCase(Locale.ROOT);
        var words = draft.words()
                .filter(entry -> !entry.field().correction())
                .filter(entry ->
                        Question.of(entry.name()).filter(NOT_TOPIC::contains).isEmpty())
                .map(CheckedDraft.Entry::text);
        var names =
                draft.entries().filter(entry -> entry.field().type().isText()).map(CheckedDraft.Entry::text);
        var all = Stream.concat(words, names).toList();
        // nothing is filled in yet: other checks report that
        return all.isEmpty()
                || all.stream()
                        .flatMap(text -> Prose.words(text).stream())
                        .filter(word -> word.length() >= 4 || word.matches("\\p{Lu}{2,3}"))
                        .anyMatch(word -> lower.contains(word.toLowerCase(Locale.ROOT)));
    }
}
