package org.belay.template.versions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.belay.access.RoleRules;
import org.belay.access.User;
import org.belay.audit.AuditLog;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.files.PulledVersions;
import org.springframework.stereotype.Component;

/** Adds template versions. Folder import, editor and push all publish through this class, within the caller's transaction. */
@Component
public class VersionPublishing {
    private static final int LONGEST_NOTE = 500;

    private final TemplateStore store;
    private final FolderStore folder;
    private final AuditLog audit;

    VersionPublishing(TemplateStore store, FolderStore folder, AuditLog audit) {
        this.store = store;
        this.folder = folder;
        this.audit = audit;
    }

    /** Locks the publishing of versions until the transaction ends, and returns the newest version. */
    public Optional<VersionRecord> lock(String key) {
        store.lockVersions();
        return store.newest(key);
    }

    /**
     * The same, for a draft that is based on a version.
     *
     * @throws VersionConflict if that version is no longer the newest
     */
    Optional<VersionRecord> lock(String key, int base) {
        Optional<VersionRecord> newest = lock(key);
        if (newest.map(VersionRecord::number).orElse(0) == base) return newest;
        throw conflict(key, "version " + base, base == 0, since(key, one -> one.number() > base));
    }

    /** The same, for files from a disk. Compares content hashes, because version numbers may come from another server. */
    Optional<VersionRecord> lock(String key, Optional<PulledVersions.PulledVersion> base) {
        Optional<VersionRecord> newest = lock(key);
        boolean same = newest.map(VersionRecord::sha256).equals(base.map(PulledVersions.PulledVersion::sha256));
        if (same || newest.isEmpty()) return newest;
        String from = base.map(one -> "version " + one.number()).orElse("nothing");
        throw conflict(
                key,
                from,
                base.isEmpty(),
                since(
                        key,
                        one -> base.filter(pulled -> pulled.sha256().equals(one.sha256()))
                                .isEmpty()));
    }

    private List<VersionRecord> since(String key, Predicate<VersionRecord> newer) {
        return store.history(key).stream().takeWhile(newer).toList();
    }

    public List<VersionRecord> history(String key) {
        return store.history(key);
    }

    private static VersionConflict conflict(String key, String base, boolean fresh, List<VersionRecord> meanwhile) {
        if (meanwhile.isEmpty()) {
            return new VersionConflict(
                    "There is no " + base + " of template \"" + key + "\" here. Nothing was published.", meanwhile);
        }
        VersionRecord newest = meanwhile.get(0);
        String told = fresh
                ? "There is a template \"" + key + "\" already: " + newest.description() + "."
                : "Template \"" + key + "\" has changed since you began from " + base + ": the newest is "
                        + newest.description() + ".";
        return new VersionConflict(
                told
                        + " Nothing was published and nothing is lost. Compare the two, merge your changes, and"
                        + " publish them over version " + newest.number() + ".",
                meanwhile);
    }

    /** @param action of the audit record: {@code import}, {@code publish}, {@code push} */
    public TemplateStore.VersionRow add(
            TemplateVersion read, VersionOrigin origin, String by, String note, String action) {
        TemplateStore.VersionRow row = store.add(read, origin, by, note);
        // the published content equals the folder's: the conflict is resolved
        folder.conflict(row.key())
                .filter(conflict -> conflict.sha256().equals(row.sha256()))
                .ifPresent(agreed -> folder.remember(agreed.key(), agreed.sha256()));
        var detail = new LinkedHashMap<String, String>();
        detail.put("version", "" + row.number());
        detail.put("sha256", row.sha256());
        if (!note.isEmpty()) detail.put("note", note);
        record(by, action, row.key(), detail);
        return row;
    }

    public void record(String by, String action, String key, Map<String, String> detail) {
        audit.record(by, action, "template " + key, detail);
    }

    public static void requireEditor(User by, String what) {
        if (!RoleRules.mayEditTemplates(by)) {
            throw new RequestRefused("Only an author or an editor may " + what + ". Nothing was changed.");
        }
    }

    /** The note as one line of printable text. */
    static String note(String written) {
        String note = written.strip().replaceAll("\\s+", " ");
        if (note.length() > LONGEST_NOTE) {
            throw new RequestRefused("The note has more than " + LONGEST_NOTE
                    + " characters. Nothing was published. Describe the change in one sentence.");
        }
        if (note.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RequestRefused(
                    "The note has a control character or half of a surrogate pair. Nothing was published. Remove it.");
        }
        return note;
    }
}
