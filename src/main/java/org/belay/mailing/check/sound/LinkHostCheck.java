package org.belay.mailing.check.sound;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FieldLink;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.LinkPolicy;
import org.belay.template.FieldType;

/** Links lead to hosts that the organisation trusts. */
public final class LinkHostCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "link-foreign",
                CheckTopic.SOUND,
                FindingSeverity.WARNING,
                "A link leads to a host that is neither in links.allowed of belay.yaml nor the domain of the sender or of the"
                        + " contact, nor a subdomain of one of them.",
                Map.of("steps", "See https://intranet.example.org/remove."),
                Map.of("steps", "See https://remove-apps.example.net/now."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        List<String> contactDomains = draft.fieldTexts()
                .filter(entry -> entry.field().type() == FieldType.EMAIL)
                .flatMap(entry -> EmailAddress.find(entry.text().strip()).stream())
                .map(address -> address.domain().toLowerCase(Locale.ROOT))
                .toList();
        return FieldLink.allIn(draft)
                .filter(link -> link.host().isPresent())
                .filter(link -> !draft.links().isAllowed(link.host().get())
                        && !LinkPolicy.withoutProbe(contactDomains)
                                .isAllowed(link.host().get()))
                .map(
                        link -> link.warning(
                                "foreign",
                                link.host().get() + " is not a host that your mails link to.",
                                "Link to one of your own pages, or ask an administrator to add the host to links.allowed in belay.yaml."));
    }
}
