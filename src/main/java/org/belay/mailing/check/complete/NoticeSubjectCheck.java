package org.belay.mailing.check.complete;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.mailing.check.text.MarkdownText;
import org.belay.template.MailVariant;

/** The subject names the topic and is not too long. */
public final class NoticeSubjectCheck implements ContentCheck {
    private static final int MAX_LENGTH = 100;
    private static final List<ReaderQuestion> NOT_TOPIC =
            List.of(ReaderQuestion.WHY, ReaderQuestion.NOW_TRUE, ReaderQuestion.IF_ALREADY_ACTED);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "subject-empty",
                CheckTopic.COMPLETE,
                FindingSeverity.WARNING,
                "The notice's subject has no word (4 letters or more) of the notice's fields; dates,"
                        + " addresses and the reason do not count. Or it is longer than 100 characters; phones show about 40.",
                Map.of(),
                Map.of(
                        "notice.md",
                        "---\nsubject: Important information\n---\nBy ${deadline}: ${action} ${reason} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.ownNotice().stream().map(MailVariant::subject).flatMap(subject -> {
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

    private static CheckFinding warning(String id, String message, String fix) {
        return CheckFinding.warning(id, "template", message, fix);
    }

    private static boolean namesTopic(CheckInput draft, String subject) {
        String lower = subject.toLowerCase(Locale.ROOT);
        var words = draft.translatableTexts()
                .filter(entry -> !entry.field().correction())
                .filter(entry -> ReaderQuestion.of(entry.name())
                        .filter(NOT_TOPIC::contains)
                        .isEmpty())
                .map(CheckInput.FieldText::text);
        var names = draft.fieldTexts()
                .filter(entry -> entry.field().type().isText())
                .map(CheckInput.FieldText::text);
        var all = Stream.concat(words, names).toList();
        // nothing is filled in yet: other checks report that
        return all.isEmpty()
                || all.stream()
                        .flatMap(text -> MarkdownText.words(text).stream())
                        .filter(word -> word.length() >= 4 || word.matches("\\p{Lu}{2,3}"))
                        .anyMatch(word -> lower.contains(word.toLowerCase(Locale.ROOT)));
    }
}
