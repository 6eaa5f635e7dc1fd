package org.belay.mailing;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who doubts a mail with a link can make sure without it. */
final class CheckVerifiable implements Check {
    private static final Pattern LINK = Pattern.compile("https?://");
    private static final Pattern LINKED = Pattern.compile("https?://\\S++|(?<!\\S)[^\\s@]++@\\S++");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?:\\bext(?:ension)?\\b|phone|\\bcall\\b|\\btel\\b|durchwahl|telefon|\\bposte\\b|téléphone|extensión|teléfono|\\broom\\b|\\braum\\b)\\D{0,20}\\d{2,}"
                    + "|\\+\\d[\\d ()/-]{6,}|\\bintranet\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public About about() {
        return new About(
                "unverifiable",
                Topic.BELIEVABLE,
                Severity.WARNING,
                "The notice has a link into the web, and no text names a telephone number, an extension, a room, or a page to be found"
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
    public Stream<Finding> of(CheckedDraft draft) {
        boolean links = draft.ownNotice()
                .filter(notice -> LINK.matcher(notice.text()).find())
                .isPresent();
        if (!links) return Stream.empty();
        boolean another = draft.ownNotice()
                .filter(notice -> ELSEWHERE
                        .matcher(LINKED.matcher(Seen.of(notice)).replaceAll(""))
                        .find())
                .isPresent();
        if (another) return Stream.empty();
        String field = draft.template().field("contact_details").isPresent() ? "contact_details" : "contact";
        return Stream.of(Finding.warning(
                "unverifiable",
                field,
                "Whoever distrusts the link has no other way to make sure.",
                "Name a telephone number, or where it stands in the intranet."));
    }
}
