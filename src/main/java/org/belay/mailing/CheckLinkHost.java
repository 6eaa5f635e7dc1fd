package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Links lead to places that the organisation knows. */
final class CheckLinkHost implements Check {

    @Override
    public About about() {
        return new About(
                "link-foreign",
                Topic.SOUND,
                Severity.WARNING,
                "A link leads to a host that is neither among links.allowed of belay.yaml nor the domain of the sender or of the"
                        + " contact, nor below one of them.",
                Map.of("steps", "See https://intranet.example.org/remove."),
                Map.of("steps", "See https://remove-apps.example.net/now."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        List<String> own = draft.entries()
                .filter(entry -> entry.field().type() == FieldType.EMAIL)
                .map(entry -> entry.text()
                        .substring(entry.text().lastIndexOf('@') + 1)
                        .toLowerCase(Locale.ROOT))
                .toList();
        return WrittenLink.all(draft)
                .filter(link -> link.host().isPresent())
                .filter(link -> !draft.links().allowed(link.host().get())
                        && !Links.only(own).allowed(link.host().get()))
                .map(link -> link.warning(
                        "foreign",
                        link.host().get() + " is none of the places that your mails lead to.",
                        "Link to a page of your own, or have the place added to links.allowed in belay.yaml."));
    }
}
