package org.belay.mailing.check.correction;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.text.MarkdownText;

/** The cause of the mistake is explained in one or two sentences. */
public final class CauseLengthCheck implements ContentCheck {
    private static final int MAX_SENTENCES = 2;

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "cause-long",
                CheckTopic.CORRECTION,
                FindingSeverity.WARNING,
                "The cause has more than 2 sentences.",
                Map.of("cause", "The email was a draft. It went out by mistake."),
                Map.of("cause", "It was a draft. It lay there for weeks. A colleague opened it. Then it went out."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        return draft.fieldTexts()
                .filter(entry -> entry.name().equals("cause")
                        && MarkdownText.sentences(entry.text()).size() > MAX_SENTENCES)
                .map(entry -> CheckFinding.warning(
                                "cause-long",
                                "cause",
                                "The cause has "
                                        + MarkdownText.sentences(entry.text()).size() + " sentences; readers need one.",
                                "Explain it in one sentence; readers who want to know more can ask.")
                        .forText(entry));
    }
}
