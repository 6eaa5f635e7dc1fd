package org.belay.mailing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Links lead to hosts that the organisation trusts. */
final class CheckLinkHost implements Check {

    @Override
    public About about() {
        return new About(
                "link-foreign",
                Topic.SOUND,
                Severity.WARNING,
                "A link leads to a host that is neither in links.allowed of belay.yaml nor the domain of the sender or of the"
                        + " contact, nor a subdomain of one of them.",
                Map.of("steps", "See https://intranet.example.org/remove."),
                Map.of("steps", "See https://remove-apps.example.net/now."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        List<String> contactDomains = draft.entries()
                .filter(entry -> entry.field().type() == FieldType.EMAIL)
                .map(entry -> entry.text()
                        .substring(entry.text().lastIndexOf('@') + 1)
                        .toLowerCase(Locale.ROOT))
                .toList();
        return WrittenLink.all(draft)
                .filter(link -> link.host().isPresent())
                .filter(link -> !draft.links().allowed(link.host().get())
                        && !Links.only(contactDomains).allowed(link.host().get()))
                .map(
                        link -> link.warning(
                                "foreign",
                                link.host().get() + " is not a host that your mails link to.",
                                "Link to one of your own pages, or ask an administrator to add the host to links.allowed in belay.yaml."));
    }
}
