package org.belay.template.versions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.belay.access.User;
import org.belay.access.team.AllTeams;
import org.belay.access.team.TemplateTeams;
import org.belay.platform.NearestName;
import org.belay.platform.ObjectNotFound;
import org.belay.template.TemplateError;
import org.belay.template.TemplateVersion;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateReader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Published template versions. Versions are immutable. */
@Component
public class Templates {
    private final TemplateStore store;
    private final VersionPublishing publishing;
    private final TemplateTeams teams;
    private final AllTeams allTeams;
    // versions are immutable, and lists of mailings read the same few repeatedly
    private final Map<Long, TemplateVersion> known = new ConcurrentHashMap<>();

    Templates(TemplateStore store, VersionPublishing publishing, TemplateTeams teams, AllTeams allTeams) {
        this.teams = teams;
        this.allTeams = allTeams;
        this.store = store;
        this.publishing = publishing;
    }

    /** The newest version of each, by key. */
    public List<TemplateVersion> latest() {
        return store.latest().stream().map(this::version).toList();
    }

    /** @throws ObjectNotFound if there is no such template */
    public TemplateVersion latest(String key) {
        return store.latest(key).map(this::version).orElseThrow(() -> notFound(key));
    }

    /**
     * The version of a mailing, whatever team the template belongs to.
     *
     * @throws ObjectNotFound if there is no such version
     */
    public TemplateVersion version(long id) {
        TemplateVersion seen = known.get(id);
        if (seen != null) return seen;
        return allTeams.call(() -> store.version(id))
                .map(this::version)
                .orElseThrow(() -> new ObjectNotFound("There is no template version " + id + "."));
    }

    /** @throws ObjectNotFound if there is no such version */
    public TemplateVersion version(String key, int number) {
        return store.version(key, number).map(this::version).orElseThrow(() -> {
            int newest = latest(key).number();
            return new ObjectNotFound(
                    "There is no version " + number + " of template \"" + key + "\"; the newest is " + newest + ".");
        });
    }

    /**
     * The versions of a template, newest first.
     *
     * @throws ObjectNotFound if there is no such template
     */
    public List<VersionRecord> history(String key) {
        List<VersionRecord> history = store.history(key);
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
            String key, Optional<PulledVersions.PulledVersion> base, Map<String, String> files, String note, User by) {
        VersionPublishing.requireEditor(by, "push a template");
        String said = VersionPublishing.note(note);
        TemplateVersion read = TemplateReader.parse(key, TemplateFiles.normalize(files));
        Optional<VersionRecord> newest = publishing.lock(key);
        if (newest.filter(same -> same.sha256().equals(read.sha256())).isPresent())
            return version(newest.get().id());
        if (newest.isEmpty()) teams.claim(key, by);
        publishing.lock(key, base);
        var row = publishing.add(read, VersionOrigin.PUSHED, by.address(), said, "push");
        return read.withRow(row.id(), row.number());
    }

    /** Who published a version, when and from where. */
    public VersionRecord history(TemplateVersion version) {
        return store.history(version.id()).orElseThrow(() -> notFound(version.key()));
    }

    /** The newest version of a template; empty if there is none. */
    public Optional<VersionRecord> newest(String key) {
        return store.newest(key);
    }

    /** The newest version of each template, by key. */
    public List<VersionRecord> newest() {
        return store.newest();
    }

    public boolean exists(String key) {
        return store.latest(key).isPresent();
    }

    private TemplateVersion version(TemplateStore.VersionRow row) {
        return known.computeIfAbsent(
                row.id(),
                id -> TemplateReader.parseStored(row.key(), store.files(id)).withRow(id, row.number()));
    }

    private ObjectNotFound notFound(String key) {
        List<String> keys =
                store.latest().stream().map(TemplateStore.VersionRow::key).toList();
        return new ObjectNotFound("There is no template \"" + key + "\". "
                + NearestName.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse(keys.isEmpty() ? "None was imported." : "There are " + String.join(", ", keys) + "."));
    }
}
