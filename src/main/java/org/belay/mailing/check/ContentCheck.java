package org.belay.mailing.check;

import java.util.Map;
import java.util.stream.Stream;

/** One check of a draft, run before the draft is submitted for approval. Reads values only; docs/checks.md describes each check. */
public interface ContentCheck {

    /** The description of this check, for docs/checks.md. */
    CheckDescription description();

    /** The problems found in a draft; empty if it passes. */
    Stream<CheckFinding> findings(CheckInput draft);

    /** The purpose of a check: one section of docs/checks.md. */
    enum CheckTopic {
        COMPLETE(
                "Complete",
                "Readers learn who asks, what to do, who is affected, by when, why, how, the exceptions, who to contact and what happens otherwise."),
        SOUND("Sound", "Dates are right, and links lead where they say."),
        BELIEVABLE(
                "Readable and believable",
                "The notice is understood at first reading and does not look like a forged mail."),
        CORRECTION("The correction", "The mail that is sent if the notice turns out to be wrong.");

        public final String title;
        public final String summary;

        CheckTopic(String title, String says) {
            this.title = title;
            this.summary = says;
        }
    }

    /**
     * The description of a check, with one example that passes and one that fails.
     *
     * @param id name of the check in findings
     * @param rule what the check looks for, with formula and threshold
     * @param passes changes to a good draft, by field, with which it still passes; a name that ends in .md is a mail of the template
     * @param fails changes to a good draft, by field, with which the check reports a finding
     */
    record CheckDescription(
            String id,
            CheckTopic topic,
            FindingSeverity severity,
            String rule,
            Map<String, String> passes,
            Map<String, String> fails) {}
}
