package org.belay.mailing;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The notice has few links, ideally one. */
final class CheckManyLinks implements Check {
    private static final int MAX_LINKS = 5;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s)>]+");

    @Override
    public About about() {
        return new About(
                "many-links",
                Topic.BELIEVABLE,
                Severity.WARNING,
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
    public Stream<Finding> of(CheckedDraft draft) {
        return draft.ownNotice().stream().flatMap(notice -> {
            long links = LINK.matcher(notice.text())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count();
            if (links <= MAX_LINKS) return Stream.empty();
            String field = WrittenLink.all(draft)
                    .map(link -> link.entry().name())
                    .findFirst()
                    .orElse("template");
            return Stream.of(Finding.warning(
                    "many-links",
                    field,
                    "The mail has " + links + " different links; readers cannot check them all for a forged one.",
                    "Link to one page that lists the others."));
        });
    }
}
