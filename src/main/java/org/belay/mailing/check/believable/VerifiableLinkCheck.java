package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.ReadableWords;

/** Readers can verify a notice that has a link without using the link. */
public final class VerifiableLinkCheck implements ContentCheck {
    private static final Pattern LINK = Pattern.compile("https?://");
    private static final Pattern LINKED = Pattern.compile("https?://\\S++|(?<!\\S)[^\\s@]++@\\S++");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?:\\bext(?:ension)?\\b|phone|\\bcall\\b|\\btel\\b|durchwahl|telefon|\\bposte\\b|téléphone|extensión|teléfono|\\broom\\b|\\braum\\b)\\D{0,20}\\d{2,}"
                    + "|\\+\\d[\\d ()/-]{6,}|\\bintranet\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "unverifiable",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The notice has a web link, and no text names a telephone number, an extension, a room, or a page that can be found"
                        + " without the link (intranet).",
                Map.of(
                        "steps",
                        "See https://example.org/remove.",
                        "contact_details",
                        "IT Service Desk, extension 4357"),
                Map.of(
                        "steps",
                        "See https://example.org/remove.",
                        "contact_details",
                        "IT Service Desk",
                        "notice.md",
                        "---\nsubject: '${topic}'\n---\n${steps} ${deadline} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        boolean links = draft.ownNotice()
                .filter(notice -> LINK.matcher(notice.text()).find())
                .isPresent();
        if (!links) return Stream.empty();
        boolean otherWay = draft.ownNotice()
                .filter(notice -> ELSEWHERE
                        .matcher(LINKED.matcher(ReadableWords.of(notice)).replaceAll(""))
                        .find())
                .isPresent();
        if (otherWay) return Stream.empty();
        String field = draft.template().field("contact_details").isPresent() ? "contact_details" : "contact";
        return Stream.of(CheckFinding.warning(
                "unverifiable",
                field,
                "Readers who distrust the link have no other way to verify the notice.",
                "Add a telephone number, or say where the intranet has this information."));
    }
}
