package org.belay.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audit.Audit;
import org.belay.platform.Refused;
import org.springframework.stereotype.Component;

/** Makes versions: the one way for all hands they come from. Within the caller's transaction. */
@Component
class Publishing {
    private static final int LONGEST_NOTE = 500;

    private final TemplateStore store;
    private final FolderStore folder;
    private final Audit audit;

    Publishing(TemplateStore store, FolderStore folder, Audit audit) {
        this.store = store;
        this.folder = folder;
        this.audit = audit;
    }

    /** Keeps everybody else from making versions until the transaction ends, and says what is the newest. */
    Optional<TemplateHistory> lock(String key) {
        store.lockVersions();
        return store.newest(key);
    }

    /**
     * The same, for words that were begun from a version.
     *
     * @throws VersionConflict if that one is not the newest any more
     */
    Optional<TemplateHistory> lock(String key, int base) {
        Optional<TemplateHistory> newest = lock(key);
        if (newest.map(TemplateHistory::number).orElse(0) == base) return newest;
        throw conflict(key, "version " + base, base == 0, since(key, one -> one.number() > base));
    }

    /** The same, for words from a disk. The content tells whether it is the newest: numbers are another server's, perhaps. */
    Optional<TemplateHistory> lock(String key, Optional<PulledVersions.Base> base) {
        Optional<TemplateHistory> newest = lock(key);
        boolean same = newest.map(TemplateHistory::sha256).equals(base.map(PulledVersions.Base::sha256));
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

    private List<TemplateHistory> since(String key, Predicate<TemplateHistory> newer) {
        return store.history(key).stream().takeWhile(newer).toList();
    }

    List<TemplateHistory> history(String key) {
        return store.history(key);
    }

    private static VersionConflict conflict(String key, String base, boolean fresh, List<TemplateHistory> meanwhile) {
        if (meanwhile.isEmpty()) {
            return new VersionConflict(
                    "There is no " + base + " of template \"" + key + "\" here. Nothing was published.", meanwhile);
        }
        TemplateHistory newest = meanwhile.get(0);
        String told = fresh
                ? "There is a template \"" + key + "\" already: " + newest.told() + "."
                : "Template \"" + key + "\" is not what it was when you began from " + base + ": there is "
                        + newest.told() + ".";
        return new VersionConflict(
                told
                        + " Nothing was published and nothing is lost. Compare the two, put together what belongs together, and"
                        + " publish it over version " + newest.number() + ".",
                meanwhile);
    }

    /** @param action the audit record's word for it */
    TemplateStore.Row add(TemplateVersion read, TemplateOrigin origin, String by, String note, String action) {
        TemplateStore.Row row = store.add(read, origin, by, note);
        // published is what the folder wanted: there is nothing left to choose
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

    void record(String by, String action, String key, Map<String, String> detail) {
        audit.record(by, action, "template " + key, detail);
    }

    static void mustWrite(User by, String what) {
        if (!by.is(Role.AUTHOR)) throw new Refused("Only an author may " + what + ". Nothing was changed.");
    }

    /** One line that may stand in a list. */
    static String note(String written) {
        String note = written.strip().replaceAll("\\s+", " ");
        if (note.length() > LONGEST_NOTE) {
            throw new Refused("The note has more than " + LONGEST_NOTE
                    + " characters. Nothing was published. Say what changed in a sentence.");
        }
        if (note.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new Refused("The note has a character that is no text. Nothing was published. Take it out.");
        }
        return note;
    }
}
