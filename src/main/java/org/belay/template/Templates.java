package org.belay.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.belay.access.User;
import org.belay.platform.Nearest;
import org.belay.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Published template versions. Versions are immutable. */
@Component
public class Templates {
    private final TemplateStore store;
    private final Publishing publishing;
    // versions are immutable, and lists of mailings read the same few repeatedly
    private final Map<Long, TemplateVersion> known = new ConcurrentHashMap<>();

    Templates(TemplateStore store, Publishing publishing) {
        this.store = store;
        this.publishing = publishing;
    }

    /** The newest version of each, by key. */
    public List<TemplateVersion> latest() {
        return store.latest().stream().map(this::version).toList();
    }

    /** @throws NotFound if there is no such template */
    public TemplateVersion latest(String key) {
        return store.latest(key).map(this::version).orElseThrow(() -> notFound(key));
    }

    /** @throws NotFound if there is no such version */
    public TemplateVersion version(long id) {
        TemplateVersion seen = known.get(id);
        if (seen != null) return seen;
        return store.version(id)
                .map(this::version)
                .orElseThrow(() -> new NotFound("There is no template version " + id + "."));
    }

    /** @throws NotFound if there is no such version */
    public TemplateVersion version(String key, int number) {
        return store.version(key, number).map(this::version).orElseThrow(() -> {
            int newest = latest(key).number();
            return new NotFound(
                    "There is no version " + number + " of template \"" + key + "\"; the newest is " + newest + ".");
        });
    }

    /**
     * The versions of a template, newest first.
     *
     * @throws NotFound if there is no such template
     */
    public List<TemplateHistory> history(String key) {
        List<TemplateHistory> history = store.history(key);
        if (history.isEmpty()) throw notFound(key);
        return history;
    }

    /**
     * Publishes files that an author pushed.
     *
     * @param base the version that they were pulled as; empty for a new template
     * @param note what changed, for the list of versions; may be empty
     * @return the newest version; no version is added if the content is already the newest
     * @throws TemplateError if the files have problems
     * @throws VersionConflict if another version was published meanwhile
     */
    @Transactional
    public TemplateVersion push(
            String key, Optional<PulledVersions.Base> base, Map<String, String> files, String note, User by) {
        Publishing.mustWrite(by, "push a template");
        String said = Publishing.note(note);
        TemplateVersion read = TemplateSource.of(key, TemplateFiles.tidy(files));
        Optional<TemplateHistory> newest = publishing.lock(key);
        if (newest.filter(same -> same.sha256().equals(read.sha256())).isPresent())
            return version(newest.get().id());
        publishing.lock(key, base);
        var row = publishing.add(read, TemplateOrigin.PUSHED, by.address(), said, "push");
        return read.stored(row.id(), row.number());
    }

    /** Who published a version, when and from where. */
    public TemplateHistory history(TemplateVersion version) {
        return store.history(version.id()).orElseThrow(() -> notFound(version.key()));
    }

    /** The newest version of a template; empty if there is none. */
    public Optional<TemplateHistory> newest(String key) {
        return store.newest(key);
    }

    /** The newest version of each template, by key. */
    public List<TemplateHistory> newest() {
        return store.newest();
    }

    public boolean exists(String key) {
        return store.latest(key).isPresent();
    }

    private TemplateVersion version(TemplateStore.Row row) {
        return known.computeIfAbsent(
                row.id(),
                id -> TemplateSource.stored(row.key(), store.files(id)).stored(id, row.number()));
    }

    private NotFound notFound(String key) {
        List<String> keys = store.latest().stream().map(TemplateStore.Row::key).toList();
        return new NotFound("There is no template \"" + key + "\". "
                + Nearest.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse(keys.isEmpty() ? "None was imported." : "There are " + String.join(", ", keys) + "."));
    }
}
