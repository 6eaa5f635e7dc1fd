package org.belay.mailing.check.believable;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;

/** The notice has few links, ideally one. */
public final class LinkCountCheck implements ContentCheck {
    private static final int MAX_LINKS = 5;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s)>]+");

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "many-links",
                CheckTopic.BELIEVABLE,
                FindingSeverity.WARNING,
                "The notice has more than 5 different web links.",
                Map.of("steps", "See https://intranet.example.org/1."),
                Map.of(
                        "steps",
                        "https://example.org/1 https://example.org/2 https://example.org/3 https://example.org/4 https://example.org/5"
                                + " https://example.org/6",
                        "notice.md",
                        "---\nsubject: '${topic}'\n---\n[1](https://example.org/1) [2](https://example.org/2) [3](https://example.org/3)"
                                + " [4](https://example.org/4) [5](https://example.org/5) [6](https://example.org/6) ${deadline} ${contact}\n"));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.ownNotice().stream().flatMap(notice -> {
            long links = LINK.matcher(notice.text())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count();
            if (links <= MAX_LINKS) return Stream.empty();
            String field = FieldLink.allIn(draft)
                    .map(link -> link.fieldText().name())
                    .findFirst()
                    .orElse("template");
            return Stream.of(CheckFinding.warning(
                    "many-links",
                    field,
                    "The mail has " + links + " different links; readers cannot check them all for a forged one.",
                    "Link to one page that lists the others."));
        });
    }
}
