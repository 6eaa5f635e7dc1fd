package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audit.Audit;
import org.belay.audit.AuditEntry;
import org.belay.platform.Refused;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mailings while people write on them, in several tabs and several at once.
 *
 * <pre>{@code
 * Mailing draft = drafts.begin(form, words, answers, me);           // the same form again answers with the same mailing
 * draft = drafts.save(draft.id(), changed, answers, draft.revision(), me); // MailingConflict if another save came first
 * }</pre>
 */
@Component
@Transactional
public class MailingDrafts {
    private static final int LONGEST_ANSWER = 2_000;
    private static final int MOST_ANSWERS = 500;
    private static final List<String> WRITING = List.of("create", "edit", "copy");

    private final MailingStore store;
    private final Mailings mailings;
    private final Templates templates;
    private final DraftCheck draftCheck;
    private final Audit audit;

    MailingDrafts(MailingStore store, Mailings mailings, Templates templates, DraftCheck draftCheck, Audit audit) {
        this.store = store;
        this.mailings = mailings;
        this.templates = templates;
        this.draftCheck = draftCheck;
        this.audit = audit;
    }

    /** The mailing that was made from a form; empty while none was. */
    @Transactional(readOnly = true)
    public Optional<Mailing> of(UUID form, User by) {
        return store.begun(form)
                .map(mailings::get)
                .filter(made -> made.author().id().equals(by.id()));
    }

    /**
     * Makes a mailing from a form. The same form again changes nothing: the mailing that it made before is the answer.
     *
     * @param form a number that the form had before it was sent
     * @param answers to warnings, by the finding's id
     */
    public Mailing begin(UUID form, Draft draft, Map<String, String> answers, User by) {
        store.lock(form);
        Optional<Mailing> made = of(form, by);
        if (made.isPresent()) {
            return made.get();
        }
        mustBeShort(answers);
        MailingId id = mailings.create(draft, by).id();
        store.begun(id, form);
        store.answered(id, answers);
        return mailings.get(id);
    }

    /**
     * Keeps what was written. It takes the template's newest version. A person who goes on writing has one entry in the audit record,
     * not one for each save.
     *
     * @param revision of the mailing that the words were written over
     * @throws MailingConflict if the mailing is another by now, or no draft any more; nothing is written then
     */
    public Mailing save(MailingId id, Draft draft, Map<String, String> answers, int revision, User by) {
        Mailings.require(by, Role.AUTHOR, "edit a mailing");
        MailingStore.Row row = store.lock(id).orElseThrow(() -> Mailings.missing(id));
        boolean same = row.draft().equals(draft) && row.answers().equals(answers);
        if (row.state() != MailingState.DRAFT) {
            throw new MailingConflict(
                    "%s is no draft any more. Nothing was saved, and your words are below. Withdraw it from review to change it, or save them as a new draft."
                            .formatted(id),
                    mailings.get(id));
        }
        if (same) {
            return mailings.get(id);
        }
        if (row.revision() != revision) {
            Mailing theirs = mailings.get(id);
            String who = theirs.editedBy().map(User::name).orElse("Another person");
            throw new MailingConflict(
                    who + " saved " + id + " after this page was opened. Nothing was saved now, and nothing is lost:"
                            + " compare the two, and choose.",
                    theirs);
        }
        TemplateVersion template = mailings.templateOf(draft);
        DraftLimits.mustKnow(draft, template);
        mustBeShort(answers);
        store.edit(id, draft, template.id(), draftCheck.title(template, draft));
        store.answered(id, answers);
        mailings.noteWriters(id, template, by, Writers.Part.WROTE);
        store.lastEdited(id, by);
        if (!writesAlready(id, by)) {
            audit.record(
                    by.address(), "edit", id.toString(), Map.of("template", template.key() + " " + template.number()));
        }
        return mailings.get(id);
    }

    private static void mustBeShort(Map<String, String> answers) {
        if (answers.values().stream().anyMatch(answer -> answer.length() > LONGEST_ANSWER)
                || answers.size() > MOST_ANSWERS) {
            throw new Refused("An answer to a check has more than %,d characters. Nothing was saved. Shorten it."
                    .formatted(LONGEST_ANSWER));
        }
    }

    private boolean writesAlready(MailingId id, User by) {
        List<AuditEntry> all = audit.about(id.toString());
        return !all.isEmpty()
                && all.get(all.size() - 1).actor().equals(by.address())
                && WRITING.contains(all.get(all.size() - 1).action());
    }

    /** Makes a draft again of what waits for review or for its start, for its writers to change. What was frozen and approved is void. */
    public Mailing withdraw(MailingId id, User by) {
        store.lock(id).orElseThrow(() -> Mailings.missing(id));
        if (!mayWithdraw(id, by)) {
            throw new Refused(id + " was not withdrawn: that is for those who wrote it. A reviewer returns it, with a"
                    + " reason.");
        }
        mailings.thaw(id, "withdrawn");
        audit.record(by.address(), "withdraw", id.toString(), Map.of());
        mailings.unscheduled(id);
        return mailings.get(id);
    }

    /** Whether the person is an author who wrote a part of it. */
    @Transactional(readOnly = true)
    public boolean mayWithdraw(MailingId id, User by) {
        return by.is(Role.AUTHOR) && mailings.wrote(id, by);
    }

    /**
     * A new draft with the words, the people and the pace of another mailing, in whatever state that is; without its time, and without
     * fields that the template has no more.
     */
    public Mailing copy(MailingId id, User by) {
        Mailings.require(by, Role.AUTHOR, "copy a mailing");
        Mailing original = mailings.get(id);
        MailingId copy = mailings.create(
                        original.draft()
                                .atAnyTime()
                                .of(templates.latest(original.draft().template())),
                        by)
                .id();
        store.answered(copy, original.answers());
        audit.record(by.address(), "copy", copy.toString(), Map.of("of", id.toString()));
        return mailings.get(copy);
    }
}
