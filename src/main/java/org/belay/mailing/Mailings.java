package org.belay.mailing;

import java.util.List;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.draft.DraftLimits;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.store.MailingAssembler;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStore;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads mailings and runs the checks on them. */
@Component
@Transactional
public class Mailings {

    private final MailingStore store;
    private final MailingAssembler lookup;
    private final MailingGuard guard;
    private final Templates templates;
    private final DraftChecker draftCheck;

    Mailings(
            MailingStore store,
            MailingAssembler lookup,
            MailingGuard guard,
            Templates templates,
            DraftChecker draftCheck) {
        this.store = store;
        this.lookup = lookup;
        this.guard = guard;
        this.templates = templates;
        this.draftCheck = draftCheck;
    }

    @Transactional(readOnly = true)
    public Mailing get(MailingId id) {
        return lookup.assemble(guard.find(id));
    }

    /** The latest 500 mailings, newest first. */
    @Transactional(readOnly = true)
    public List<Mailing> list() {
        return store.list().stream().map(lookup::assemble).toList();
    }

    /** All mailings that are SENDING or STOPPED. */
    @Transactional(readOnly = true)
    public List<MailingId> sendingOrStopped() {
        return store.sendingOrStopped();
    }

    /** Probes all links of a draft. Call it before {@link MailingSubmissions#submit}, which uses the results and must not wait for hosts while it holds a connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void probeLinks(MailingId id) {
        check(id);
    }

    /** Runs all checks and probes links. Has no transaction, so that no database connection is held while hosts answer. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<CheckFinding> check(MailingId id) {
        MailingRow row = guard.find(id);
        return draftCheck.findingsAfterLinkProbe(templates.version(row.templateVersion()), row.draft());
    }

    /** Runs all checks and probes links. Has no transaction, so that no database connection is held while hosts answer. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<CheckFinding> check(Draft draft) {
        return draftCheck.findingsAfterLinkProbe(latestTemplate(draft), draft);
    }

    /** The newest version of the draft's template. Checks the size of the draft first, before any other part of it is read. */
    TemplateVersion latestTemplate(Draft draft) {
        DraftLimits.requireWithin(draft);
        return templates.latest(draft.template());
    }
}
