package org.belay.template.versions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.access.team.TemplateTeams;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateReader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts of templates.
 *
 * <pre>{@code
 * TemplateDraft draft = drafts.begin("planned-outage", me);
 * draft = drafts.save("planned-outage", changed, draft.revision(), me); // DraftConflict if another author saved meanwhile
 * drafts.publish("planned-outage", draft.revision(), "Say who to contact", me);
 * }</pre>
 */
@Component
@Transactional
public class TemplateDrafts {
    private final DraftStore drafts;
    private final Templates templates;
    private final VersionPublishing publishing;
    private final TemplateTeams teams;

    TemplateDrafts(DraftStore drafts, Templates templates, VersionPublishing publishing, TemplateTeams teams) {
        this.teams = teams;
        this.drafts = drafts;
        this.templates = templates;
        this.publishing = publishing;
    }

    /** All drafts, by key. */
    @Transactional(readOnly = true)
    public List<TemplateDraft> all() {
        return drafts.all();
    }

    @Transactional(readOnly = true)
    public Optional<TemplateDraft> of(String key) {
        return drafts.of(key);
    }

    /** The existing draft; a copy of the newest version if there is none or the draft is unchanged. */
    public TemplateDraft begin(String key, User by) {
        VersionPublishing.requireEditor(by, "write on a template");
        Optional<TemplateDraft> draft = drafts.of(key);
        if (draft.isPresent() && draft.get().base() == 0) return draft.get();
        TemplateVersion newest = templates.latest(key);
        if (draft.isEmpty()) drafts.begin(key, newest.number(), newest.files(), by.address());
        else if (draft.get().base() < newest.number() && untouched(draft.get())) {
            drafts.save(key, newest.number(), newest.files(), draft.get().revision(), by.address());
        }
        return now(key);
    }

    /**
     * Creates a draft of a new template.
     *
     * @throws RequestRefused if a template or draft of that name exists
     * @throws TemplateError if the name or a file is not allowed
     */
    public TemplateDraft create(String key, Map<String, String> files, User by) {
        VersionPublishing.requireEditor(by, "write a template");
        Map<String, String> tidy = TemplateFiles.normalize(files);
        TemplateFiles.requireValid(key, tidy);
        if (templates.exists(key)) {
            throw new RequestRefused(
                    "There is a template \"" + key + "\" already. Nothing was created. Choose another name.");
        }
        teams.claim(key, by);
        if (!drafts.begin(key, 0, tidy, by.address())) {
            throw new RequestRefused("A template \"" + key + "\" is already being drafted, last saved by "
                    + now(key).editedBy() + ". Nothing was created. Open that draft, or choose another name.");
        }
        return now(key);
    }

    /**
     * Saves a draft, with problems or without.
     *
     * @param revision of the draft that was edited
     * @throws DraftConflict if the draft has another revision by now; nothing is written
     * @throws TemplateError if a file is not allowed in a template
     */
    public TemplateDraft save(String key, Map<String, String> files, int revision, User by) {
        VersionPublishing.requireEditor(by, "write on a template");
        Map<String, String> tidy = TemplateFiles.normalize(files);
        TemplateFiles.requireValid(key, tidy);
        TemplateDraft seen = seen(key, revision, "Nothing was saved");
        if (!drafts.save(key, seen.base(), tidy, revision, by.address())) throw conflict(key, "Nothing was saved");
        return now(key);
    }

    /** Problems that must be fixed before these files can be published; empty if there are none. */
    public List<TemplateProblem> problems(String key, Map<String, String> files) {
        return TemplateReader.problems(key, TemplateFiles.normalize(files));
    }

    /**
     * Publishes a draft as the newest version and removes the draft.
     *
     * @param note what changed, for the list of versions; may be empty
     * @throws TemplateError if it has problems
     * @throws DraftConflict if the draft has another revision by now
     * @throws VersionConflict if another version was published since the draft was begun
     */
    public TemplateVersion publish(String key, int revision, String note, User by) {
        VersionPublishing.requireEditor(by, "publish a template");
        String said = VersionPublishing.note(note);
        TemplateDraft draft = seen(key, revision, "Nothing was published");
        TemplateVersion read = TemplateReader.parse(key, draft.files());
        Optional<VersionRecord> newest = publishing.lock(key, draft.base());
        if (newest.filter(same -> same.sha256().equals(read.sha256())).isPresent()) {
            throw new RequestRefused("The draft has the same content as version " + draft.base()
                    + ". Nothing was published. Discard the draft, or change it.");
        }
        if (!drafts.end(key, revision)) throw conflict(key, "Nothing was published");
        var row = publishing.add(read, VersionOrigin.BROWSER, by.address(), said, "publish");
        return read.withRow(row.id(), row.number());
    }

    /** Discards a draft. */
    public void discard(String key, int revision, User by) {
        VersionPublishing.requireEditor(by, "discard a draft");
        TemplateDraft draft = seen(key, revision, "Nothing was discarded");
        if (!drafts.end(key, revision)) throw conflict(key, "Nothing was discarded");
        publishing.record(
                by.address(),
                "discard",
                key,
                Map.of("base", "" + draft.base(), "edited-by", draft.editedBy(), "revision", "" + revision));
    }

    /**
     * Makes a draft with the content of an older version.
     *
     * @throws RequestRefused if the existing draft has unpublished changes
     */
    public TemplateDraft restore(String key, int number, User by) {
        VersionPublishing.requireEditor(by, "restore a version");
        TemplateVersion old = templates.version(key, number);
        TemplateDraft draft = begin(key, by);
        if (!untouched(draft)) {
            throw new RequestRefused("There is a draft of template \"" + key + "\", last saved by " + draft.editedBy()
                    + ". Nothing was restored. Publish or discard it first.");
        }
        if (!drafts.save(key, draft.base(), old.files(), draft.revision(), by.address())) {
            throw conflict(key, "Nothing was restored");
        }
        publishing.record(by.address(), "restore", key, Map.of("version", "" + number));
        return now(key);
    }

    /**
     * Bases the draft on a version that was published meanwhile, once its author has compared the two. Its content stays unchanged, and
     * publishing it is no conflict any more.
     *
     * @param number the newest version, as the author saw it
     */
    public TemplateDraft rebase(String key, int number, int revision, User by) {
        VersionPublishing.requireEditor(by, "write on a template");
        TemplateDraft draft = seen(key, revision, "Nothing was changed");
        publishing.lock(key, number);
        if (!drafts.save(key, number, draft.files(), revision, by.address())) {
            throw conflict(key, "Nothing was changed");
        }
        return now(key);
    }

    /** Whether a draft has the content of the version that it is based on. */
    private boolean untouched(TemplateDraft draft) {
        return draft.base() > 0
                && templates.version(draft.key(), draft.base()).sha256().equals(TemplateFiles.sha256(draft.files()));
    }

    private TemplateDraft seen(String key, int revision, String notDone) {
        return drafts.of(key).filter(draft -> draft.revision() == revision).orElseThrow(() -> conflict(key, notDone));
    }

    private TemplateDraft now(String key) {
        return drafts.of(key)
                .orElseThrow(() -> new ObjectNotFound("There is no draft of template \"" + key + "\" any more."));
    }

    private DraftConflict conflict(String key, String notDone) {
        Optional<TemplateDraft> theirs = drafts.of(key);
        String told = theirs.map(draft -> draft.editedBy() + " has saved the draft of template \"" + key
                        + "\" meanwhile. " + notDone + " and nothing was overwritten. Compare the two, and save again.")
                .orElse("The draft of template \"" + key + "\" was published or discarded meanwhile. " + notDone
                        + " and nothing was overwritten. Keep your words, begin again from the newest version,"
                        + " and put them in.");
        return new DraftConflict(told, theirs);
    }
}
