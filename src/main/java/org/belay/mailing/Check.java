package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;

/** One thing that is looked at before somebody else is asked to approve. Looks at values only, and is told in docs/checks.md. */
interface Check {

    /** What it is, for the documentation. */
    About about();

    Stream<Finding> of(CheckedDraft draft);

    /** What a check is there for. */
    enum Topic {
        COMPLETE(
                "Complete",
                "Who asks, what, whom it concerns, by when, why, how, the exception, whom to ask, what otherwise."),
        SOUND("Sound", "Dates that are right and links that lead where they say."),
        BELIEVABLE("Readable and believable", "Understood when read once, and not mistaken for a forgery."),
        CORRECTION("The correction", "What is read if the notice turns out to be wrong.");

        final String title;
        final String says;

        Topic(String title, String says) {
            this.title = title;
            this.says = says;
        }
    }

    /**
     * How a check is told.
     *
     * @param id its name in findings
     * @param rule what it looks for, with formula and threshold
     * @param passes what to change about a good draft, by field, so that it still passes; a name that ends in .md is a mail of the
     *     template
     * @param fails what to change so that it is found
     */
    record About(
            String id,
            Topic topic,
            Severity severity,
            String rule,
            Map<String, String> passes,
            Map<String, String> fails) {}
}
