package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The correction is about what its notice is about. */
final class CheckSameMatter implements Check {

    @Override
    public About about() {
        return new About(
                "matter-unnamed",
                Topic.CORRECTION,
                Severity.ERROR,
                "The notice's subject is made of texts (topic, app, service …), and the correction's subject and text have none of"
                        + " them.",
                Map.of(),
                Map.of(
                        "correction.md",
                        "---\nsubject: 'Correction'\n---\n${now_true} ${if_already_acted} ${contact}\n\nOur earlier mail.\n"));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        List<String> matters = draft.entries()
                .filter(entry -> !entry.translation()
                        && entry.field().type().isText()
                        && !entry.field().correction())
                .map(CheckedDraft.Entry::text)
                .filter(text -> draft.ownNotice()
                        .filter(notice -> Letters.in(notice.subject(), text) >= 0)
                        .isPresent())
                .toList();
        return draft.ownCorrection().stream()
                .filter(correction -> !matters.isEmpty()
                        && matters.stream()
                                .noneMatch(text ->
                                        Letters.in(correction.subject() + "\n" + Seen.of(correction), text) >= 0))
                .map(correction -> Finding.error(
                        "matter-unnamed",
                        "template",
                        "The template's correction does not name what its notice is about: " + matters.get(0) + ".",
                        "Use the fields of the notice's subject in its correction.md, or choose another template."));
    }
}
