package org.belay.mailing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.platform.Settings;
import org.belay.template.TemplateVersion;

/** The same checks without a server, for whoever keeps mailings in git. Reads nothing but what it is given. */
public final class OfflineCheck {
    private final Wording wording;
    private final Links links;
    private final Instant now;
    private final boolean configured;

    /** @param askLinks whether the places that links lead to are asked if they are there */
    public OfflineCheck(Settings settings, Clock clock, boolean askLinks) {
        this.wording = new Wording(settings);
        this.now = clock.instant();
        this.configured = !settings.organisation().isEmpty()
                || !settings.sender().address().isEmpty();
        this.links = new Links(wording.ownHosts(), askLinks ? new LinkProbe(clock)::wrong : link -> Optional.empty());
    }

    /** @return errors first, then warnings, each in the order of the form */
    public List<Finding> findings(TemplateVersion template, Draft draft, Readers readers) {
        return Checks.of(wording.checked(template, draft, readers, links, now)).stream()
                // who sends is the server's to say where nothing is configured here
                .filter(finding -> configured || !finding.check().equals(CheckSender.ID))
                .toList();
    }
}
