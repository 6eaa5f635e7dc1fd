package org.belay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.belay.platform.Nearest;
import org.belay.template.PulledVersions;
import org.belay.template.TemplateFiles;
import org.belay.template.TemplateFolder;

/** The templates in a folder of the caller's own, with what is remembered of where each began. */
final class LocalTemplates {
    private final Path folder;
    private PulledVersions pulled;

    private LocalTemplates(Path folder) {
        this.folder = folder;
        this.pulled = PulledVersions.read(folder);
    }

    /** @throws Failure if there is no such folder, or it is one template and not a folder of them */
    static LocalTemplates in(Path folder, String notDone) {
        if (!Files.isDirectory(folder)) throw new Failure("There is no folder " + folder + ". " + notDone);
        if (Files.exists(folder.resolve("template.yaml"))) {
            Path above = Optional.ofNullable(folder.toAbsolutePath().normalize().getParent())
                    .orElse(folder);
            throw new Failure(folder + " is one template. Name the folder it stands in, and then the template: " + above
                    + " " + TemplateFolder.key(folder) + ". " + notDone);
        }
        return new LocalTemplates(folder);
    }

    /** The same; the folder is made where it is missing. */
    static LocalTemplates made(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("The folder " + folder + " cannot be made (" + e + "). Nothing was written.");
        }
        return in(folder, "Nothing was written.");
    }

    /** Those that are there, by name. */
    List<String> keys() {
        return TemplateFolder.folders(folder).stream().map(TemplateFolder::key).toList();
    }

    /**
     * Those that were asked for, or all.
     *
     * @param more that count as there
     */
    List<String> chosen(List<String> asked, Iterable<String> more, String notDone) {
        var known = new TreeSet<>(keys());
        more.forEach(known::add);
        if (asked.isEmpty()) {
            if (known.isEmpty()) {
                throw new Failure(
                        "There is no template in " + folder + ": no folder in it has a template.yaml. " + notDone);
            }
            return List.copyOf(known);
        }
        for (String key : asked) {
            if (known.contains(key)) continue;
            throw new Failure("There is no template \"" + key + "\" in " + folder + ". "
                    + Nearest.to(key, known)
                            .map(near -> "Did you mean " + near + "? ")
                            .orElse("") + notDone);
        }
        return List.copyOf(new TreeSet<>(asked));
    }

    Path path(String key) {
        return folder.resolve(key);
    }

    Path folder() {
        return folder;
    }

    /** A template's files as they are here; empty if there are none. */
    Map<String, String> files(String key) {
        return Files.isDirectory(path(key)) ? TemplateFolder.read(path(key)) : Map.of();
    }

    Optional<PulledVersions.Base> base(String key) {
        return pulled.of(key);
    }

    Iterable<String> pulledKeys() {
        return pulled.bases().keySet();
    }

    /** Whether the files say something else than the version they began from. */
    boolean changed(String key) {
        String here = TemplateFiles.sha256(files(key));
        return base(key).filter(base -> base.sha256().equals(here)).isEmpty();
    }

    /** Makes the files here the server's. */
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
            throw new Failure("Template " + server.key() + " cannot be written to " + path(server.key()) + " (" + e
                    + "). What is there may be half of it.");
        }
        began(server);
    }

    /** Remembers that the files here began from, or are, what the server has. */
    void began(ServerTemplate server) {
        if (base(server.key()).filter(server.base()::equals).isPresent()) return;
        pulled = pulled.with(server.key(), server.base());
        try {
            pulled.write(folder);
        } catch (UncheckedIOException e) {
            throw new Failure(folder.resolve(PulledVersions.NAME) + " cannot be written ("
                    + e.getCause().getMessage() + "). The next pull or push will not know where the templates began.");
        }
    }
}
