package org.belay.template.folder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.User;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.FolderConflict;
import org.belay.template.versions.FolderStore;
import org.belay.template.versions.VersionOrigin;
import org.belay.template.versions.VersionPublishing;
import org.belay.template.versions.VersionRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Imports templates from a folder as new versions. Never replaces a version that was published elsewhere: an unchanged folder is ignored,
 * and where both sides changed, an author chooses.
 */
@Component
@Transactional
public class FolderImport {
    /** Result of an import. */
    public enum ImportResult {
        IMPORTED,
        KNOWN,
        CONFLICT
    }

    private final FolderStore folder;
    private final VersionPublishing publishing;

    FolderImport(FolderStore folder, VersionPublishing publishing) {
        this.folder = folder;
        this.publishing = publishing;
    }

    /**
     * @param base hash of the version that the folder's content was edited from, if recorded
     * @param origin SHIPPED never causes a conflict: a shipped template does not compete with an edited one
     */
    public ImportResult importTemplate(TemplateVersion read, Optional<String> base, VersionOrigin origin) {
        String key = read.key();
        Optional<VersionRecord> newest = publishing.lock(key);
        Optional<String> remembered = folder.remembered(key);
        if (remembered.filter(read.sha256()::equals).isPresent() && newest.isPresent()) {
            folder.remember(key, read.sha256());
            return ImportResult.KNOWN;
        }
        Optional<String> now = newest.map(VersionRecord::sha256);
        boolean next = now.isEmpty() || now.equals(remembered) || now.equals(base);
        if (isKnown(read, remembered) || !next && origin == VersionOrigin.SHIPPED) {
            folder.remember(key, read.sha256());
            return ImportResult.KNOWN;
        }
        if (!next) {
            folder.conflict(key, read.sha256(), read.files());
            return ImportResult.CONFLICT;
        }
        publishing.add(read, origin, "belay", "", "import");
        folder.remember(key, read.sha256());
        return ImportResult.IMPORTED;
    }

    /** Whether the folder's content is a version published since the last look: for example, a checkout that lags behind a push. */
    private boolean isKnown(TemplateVersion read, Optional<String> remembered) {
        return publishing.history(read.key()).stream()
                .map(VersionRecord::sha256)
                .takeWhile(sha256 -> remembered.filter(sha256::equals).isEmpty())
                .anyMatch(read.sha256()::equals);
    }

    /** Unresolved conflicts between folder and published version, by key. */
    @Transactional(readOnly = true)
    public List<FolderConflict> conflicts() {
        return folder.conflicts();
    }

    @Transactional(readOnly = true)
    public Optional<FolderConflict> conflict(String key) {
        return folder.conflict(key);
    }

    /**
     * Publishes the folder's content as the newest version.
     *
     * @param seen {@link FolderConflict#seen} of the conflict that the author looked at
     */
    public TemplateVersion takeFolder(String key, String seen, User by) {
        VersionPublishing.requireEditor(by, "choose between folder and published version");
        FolderConflict conflict = seen(key, seen);
        TemplateVersion read = TemplateReader.parse(key, conflict.files());
        folder.remember(key, conflict.sha256());
        var row = publishing.add(read, VersionOrigin.FOLDER, by.address(), "", "import");
        return read.withRow(row.id(), row.number());
    }

    /** Keeps the published version. The next change of the folder is compared again. */
    public void keepPublished(String key, String seen, User by) {
        VersionPublishing.requireEditor(by, "choose between folder and published version");
        FolderConflict conflict = seen(key, seen);
        folder.remember(key, conflict.sha256());
        publishing.record(
                by.address(),
                "keep",
                key,
                Map.of("version", "" + conflict.newest().number(), "folder-sha256", conflict.sha256()));
    }

    private FolderConflict seen(String key, String seen) {
        publishing.lock(key);
        FolderConflict conflict = folder.conflict(key)
                .orElseThrow(() -> new ObjectNotFound("There is nothing to choose for template \"" + key
                        + "\": another author has already chosen, or folder and published version agree by now."));
        if (!conflict.seen().equals(seen)) {
            throw new RequestRefused("The folder or the published version of template \"" + key
                    + "\" has changed since you looked. Nothing was chosen. Compare the two again.");
        }
        return conflict;
    }
}
