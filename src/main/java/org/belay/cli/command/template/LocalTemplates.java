package org.belay.cli.command.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.belay.cli.http.CommandFailure;
import org.belay.platform.NearestName;
import org.belay.template.files.PulledVersions;
import org.belay.template.files.TemplateFiles;
import org.belay.template.files.TemplateFolder;

/** The templates in a local folder, and the server version from which each of them started. */
final class LocalTemplates {
    private final Path folder;
    private PulledVersions pulled;

    private LocalTemplates(Path folder) {
        this.folder = folder;
        this.pulled = PulledVersions.read(folder);
    }

    /** @throws CommandFailure if the folder does not exist, or is a single template */
    static LocalTemplates in(Path folder, String notDone) {
        if (!Files.isDirectory(folder)) throw new CommandFailure("There is no folder " + folder + ". " + notDone);
        if (Files.exists(folder.resolve("template.yaml"))) {
            Path above = Optional.ofNullable(folder.toAbsolutePath().normalize().getParent())
                    .orElse(folder);
            throw new CommandFailure(folder + " is one template. Name its parent folder and then the template: " + above
                    + " " + TemplateFolder.key(folder) + ". " + notDone);
        }
        return new LocalTemplates(folder);
    }

    /** The same, but creates a missing folder. */
    static LocalTemplates created(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure("The folder " + folder + " cannot be created (" + e + "). Nothing was written.");
        }
        return in(folder, "Nothing was written.");
    }

    /** The templates in the folder, by name. */
    List<String> keys() {
        return TemplateFolder.folders(folder).stream().map(TemplateFolder::key).toList();
    }

    /**
     * The requested templates, or all.
     *
     * @param more names that count as existing
     */
    List<String> select(List<String> requested, Iterable<String> more, String notDone) {
        var known = new TreeSet<>(keys());
        more.forEach(known::add);
        if (requested.isEmpty()) {
            if (known.isEmpty()) {
                throw new CommandFailure(
                        "There is no template in " + folder + ": no folder in it has a template.yaml. " + notDone);
            }
            return List.copyOf(known);
        }
        for (String key : requested) {
            if (known.contains(key)) continue;
            throw new CommandFailure("There is no template \"" + key + "\" in " + folder + ". "
                    + NearestName.to(key, known)
                            .map(near -> "Did you mean " + near + "? ")
                            .orElse("") + notDone);
        }
        return List.copyOf(new TreeSet<>(requested));
    }

    Path path(String key) {
        return folder.resolve(key);
    }

    Path folder() {
        return folder;
    }

    /** The local files of a template; empty if there are none. */
    Map<String, String> files(String key) {
        return Files.isDirectory(path(key)) ? TemplateFolder.read(path(key)) : Map.of();
    }

    Optional<PulledVersions.PulledVersion> base(String key) {
        return pulled.of(key);
    }

    Iterable<String> pulledKeys() {
        return pulled.bases().keySet();
    }

    /** Whether the local files differ from the version they started from. */
    boolean hasLocalChanges(String key) {
        String here = TemplateFiles.sha256(files(key));
        return base(key).filter(base -> base.sha256().equals(here)).isEmpty();
    }

    /** Replaces the local files by those of the server. */
    void write(ServerTemplate server) {
        try {
            Files.createDirectories(path(server.key()));
            for (String name : new ArrayList<>(files(server.key()).keySet())) {
                if (!server.files().containsKey(name))
                    Files.delete(path(server.key()).resolve(name));
            }
            for (var file : server.files().entrySet()) {
                Files.writeString(path(server.key()).resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new CommandFailure("Template " + server.key() + " cannot be written to " + path(server.key()) + " ("
                    + e + "). Its files may be incomplete.");
        }
        rememberVersion(server);
    }

    /** Remembers the server version from which the local files start. */
    void rememberVersion(ServerTemplate server) {
        if (base(server.key()).filter(server.base()::equals).isPresent()) return;
        pulled = pulled.with(server.key(), server.base());
        try {
            pulled.write(folder);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(folder.resolve(PulledVersions.NAME) + " cannot be written ("
                    + Objects.requireNonNullElse(e.getCause(), e).getMessage()
                    + "). The next pull or push will not know from which versions the templates started.");
        }
    }
}
