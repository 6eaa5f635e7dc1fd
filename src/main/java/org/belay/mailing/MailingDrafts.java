package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.team.Teams;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.mailing.draft.DraftChecker;
import org.belay.mailing.draft.DraftLimits;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingConflict;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStore;
import org.belay.mailing.store.MailingWriters;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Saves drafts while authors write them, also in several tabs and by several authors at once.
 *
 * <pre>{@code
 * Mailing draft = drafts.begin(form, words, answers, me);           // the same form id returns the same mailing
 * draft = drafts.save(draft.id(), changed, answers, draft.revision(), me); // MailingConflict if another save came first
 * }</pre>
 */
@Component
@Transactional
public class MailingDrafts {
    private static final int MAX_ANSWER_LENGTH = 2_000;
    private static final int MAX_ANSWERS = 500;
    private static final List<String> EDIT_ACTIONS = List.of("create", "edit", "copy");

    private final MailingStore store;
    private final MailingGuard guard;
    private final Mailings mailings;
    private final MailingWriters writers;
    private final Templates templates;
    private final DraftChecker draftCheck;
    private final Audiences audiences;
    private final AuditLog audit;

    MailingDrafts(
            MailingStore store,
            MailingGuard guard,
            Mailings mailings,
            MailingWriters writers,
            Templates templates,
            DraftChecker draftCheck,
            Audiences audiences,
            AuditLog audit) {
        this.audiences = audiences;
        this.guard = guard;
        this.writers = writers;
        this.store = store;
        this.mailings = mailings;
        this.templates = templates;
        this.draftCheck = draftCheck;
        this.audit = audit;
    }

    public Mailing create(Draft draft, User by) {
        MailingGuard.require(by, Role.AUTHOR, "write a mailing");
        TemplateVersion template = mailings.latestTemplate(draft);
        DraftLimits.requireKnownFields(draft, template);
        MailingId id = store.insert(
                draft,
                template.id(),
                draftCheck.title(template, draft),
                by,
                teamOfAudience(draft).or(() -> Teams.ofNewObject(by)));
        writers.add(id, template, by, MailingWriters.WriterRole.WROTE);
        store.noteEditor(id, by);
        audit.record(
                by.address(), "create", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return mailings.get(id);
    }

    /** Changes a draft, and moves it to the template's newest version. */
    public Mailing edit(MailingId id, Draft draft, User by) {
        MailingGuard.require(by, Role.AUTHOR, "edit a mailing");
        TemplateVersion template = mailings.latestTemplate(draft);
        DraftLimits.requireKnownFields(draft, template);
        if (!store.edit(id, draft, template.id(), draftCheck.title(template, draft))) {
            throw guard.refusal(
                    id,
                    "edited",
                    "Only a draft can be edited. Withdraw it from review, or ask the reviewer to return it.");
        }
        teamOfAudience(draft).ifPresent(team -> store.setTeam(id, team));
        writers.add(id, template, by, MailingWriters.WriterRole.WROTE);
        store.noteEditor(id, by);
        audit.record(by.address(), "edit", id.toString(), Map.of("template", template.key() + " " + template.number()));
        return mailings.get(id);
    }

    /** The mailing created from a form by this user; empty if there is none. */
    @Transactional(readOnly = true)
    public Optional<Mailing> byForm(UUID form, User by) {
        return store.findByForm(form)
                .map(mailings::get)
                .filter(made -> made.author().id().equals(by.id()));
    }

    /**
     * Creates a mailing from a form. A repeated call with the same form id changes nothing and returns the mailing created before.
     *
     * @param form id that the form had before it was submitted
     * @param answers answers to warnings, by the finding's id
     */
    public Mailing begin(UUID form, Draft draft, Map<String, String> answers, User by) {
        store.lock(form);
        Optional<Mailing> made = byForm(form, by);
        if (made.isPresent()) {
            return made.get();
        }
        mustBeShort(answers);
        MailingId id = create(draft, by).id();
        store.recordForm(id, form);
        store.saveAnswers(id, answers);
        return mailings.get(id);
    }

    /**
     * Saves a draft with the template's newest version. Consecutive saves by one person make one entry in the audit record.
     *
     * @param revision revision of the mailing that the author edited
     * @throws MailingConflict if the mailing has changed or is no longer a draft; nothing is saved then
     */
    public Mailing save(MailingId id, Draft draft, Map<String, String> answers, int revision, User by) {
        MailingGuard.require(by, Role.AUTHOR, "edit a mailing");
        MailingRow row = guard.lock(id);
        boolean same = row.draft().equals(draft) && row.answers().equals(answers);
        if (row.state() != MailingState.DRAFT) {
            throw new MailingConflict(
                    "%s is no longer a draft. Nothing was saved; your text is below. Withdraw it from review to change it, or save your text as a new draft."
                            .formatted(id),
                    mailings.get(id));
        }
        if (same) {
            return mailings.get(id);
        }
        if (row.revision() != revision) {
            Mailing theirs = mailings.get(id);
            String editor = theirs.editedBy().map(User::name).orElse("Another person");
            throw new MailingConflict(
                    editor + " saved " + id
                            + " after you opened this page. Your text was not saved, and nothing is lost:"
                            + " compare both versions and choose one.",
                    theirs);
        }
        TemplateVersion template = mailings.latestTemplate(draft);
        DraftLimits.requireKnownFields(draft, template);
        mustBeShort(answers);
        store.edit(id, draft, template.id(), draftCheck.title(template, draft));
        teamOfAudience(draft).ifPresent(team -> store.setTeam(id, team));
        store.saveAnswers(id, answers);
        writers.add(id, template, by, MailingWriters.WriterRole.WROTE);
        store.noteEditor(id, by);
        if (!isStillEditing(id, by)) {
            audit.record(
                    by.address(), "edit", id.toString(), Map.of("template", template.key() + " " + template.number()));
        }
        return mailings.get(id);
    }

    /** A mailing belongs to the team of its audience: its people are not for others to read. */
    private Optional<User.TeamId> teamOfAudience(Draft draft) {
        return audiences.byName(draft.audience()).flatMap(Audience::team);
    }

    private static void mustBeShort(Map<String, String> answers) {
        if (answers.values().stream().anyMatch(answer -> answer.length() > MAX_ANSWER_LENGTH)
                || answers.size() > MAX_ANSWERS) {
            throw new RequestRefused("An answer to a check has more than %,d characters. Nothing was saved. Shorten it."
                    .formatted(MAX_ANSWER_LENGTH));
        }
    }

    private boolean isStillEditing(MailingId id, User by) {
        List<AuditEntry> all = audit.entriesAbout(id.toString());
        return !all.isEmpty()
                && all.get(all.size() - 1).actor().equals(by.address())
                && EDIT_ACTIONS.contains(all.get(all.size() - 1).action());
    }

    /**
     * Creates a draft with the texts, audience and pace of another mailing in any state; without its time, and without values of fields
     * that the template no longer has.
     */
    public Mailing copy(MailingId id, User by) {
        MailingGuard.require(by, Role.AUTHOR, "copy a mailing");
        Mailing original = mailings.get(id);
        MailingId copy = create(
                        original.draft()
                                .withoutSendAt()
                                .knownTo(templates.latest(original.draft().template())),
                        by)
                .id();
        store.saveAnswers(copy, original.answers());
        audit.record(by.address(), "copy", copy.toString(), Map.of("of", id.toString()));
        return mailings.get(copy);
    }
}
