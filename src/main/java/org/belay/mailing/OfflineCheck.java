package org.belay.mailing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.platform.Settings;
import org.belay.template.TemplateVersion;

/** Runs the checks without a server, for mailings kept in files. Reads only its arguments. */
public final class OfflineCheck {
    private final Wording wording;
    private final Links links;
    private final Instant now;
    private final boolean configured;

    /** @param askLinks whether links are probed over HTTP */
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
                // without settings here, the sender's name is configured on the server only
                .filter(finding -> configured || !finding.check().equals(CheckSender.ID))
                .toList();
    }
}
