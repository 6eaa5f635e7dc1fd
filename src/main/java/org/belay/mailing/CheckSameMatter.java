package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The correction names the topic of its notice. */
final class CheckSameMatter implements Check {

    @Override
    public About about() {
        return new About(
                "matter-unnamed",
                Topic.CORRECTION,
                Severity.ERROR,
                "The notice's subject contains values (topic, app, service …), and the correction's subject and text contain none of"
                        + " them.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: 'Correction'\n---\n${now_true} ${if_already_acted} ${contact}\n\nOur earlier mail.\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        List<String> topics = draft.entries()
                .filter(entry -> !entry.translation()
                        && entry.field().type().isText()
                        && !entry.field().correction())
                .map(CheckedDraft.Entry::text)
                .filter(text -> draft.ownNotice()
                        .filter(notice -> Letters.in(notice.subject(), text) >= 0)
                        .isPresent())
                .toList();
        return draft.ownCorrection().stream()
                .filter(correction -> !topics.isEmpty()
                        && topics.stream()
                                .noneMatch(text ->
                                        Letters.in(correction.subject() + "\n" + Seen.of(correction), text) >= 0))
                .map(correction -> Finding.error(
                        "matter-unnamed",
                        "template",
                        "The template's correction does not name the topic of its notice: " + topics.get(0) + ".",
                        "Use the fields of the notice's subject in its correction.md, or choose another template."));
    }
}
