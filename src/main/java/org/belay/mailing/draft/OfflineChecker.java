package org.belay.mailing.draft;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.LinkPolicy;
import org.belay.mailing.check.complete.SenderNameCheck;
import org.belay.mailing.model.Draft;
import org.belay.platform.Settings;
import org.belay.template.TemplateVersion;

/** Runs the checks without a server, for mailings kept in files. Reads only its arguments. */
public final class OfflineChecker {
    private final DraftCompiler wording;
    private final LinkPolicy links;
    private final Instant now;
    private final boolean configured;

    /** @param askLinks whether links are probed over HTTP */
    public OfflineChecker(Settings settings, Clock clock, boolean askLinks) {
        this.wording = new DraftCompiler(settings);
        this.now = clock.instant();
        this.configured = !settings.organisation().isEmpty()
                || !settings.sender().address().isEmpty();
        this.links = new LinkPolicy(
                wording.trustedHosts(), askLinks ? new LinkProbe(clock)::probe : link -> Optional.empty());
    }

    /** @return errors first, then warnings, each in the order of the form */
    public List<CheckFinding> findings(TemplateVersion template, Draft draft, AudienceProfile readers) {
        return CheckRegistry.findingsOf(wording.checkInput(template, draft, readers, links, now)).stream()
                // without settings here, the sender's name is configured on the server only
                .filter(finding -> configured || !finding.check().equals(SenderNameCheck.ID))
                .toList();
    }
}
