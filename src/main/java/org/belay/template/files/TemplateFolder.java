package org.belay.template.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.belay.template.TemplateError;
import org.belay.template.TemplateProblem;

/** Reads templates from folders on disk. */
public final class TemplateFolder {
    private TemplateFolder() {}

    /** The template folders in a folder, sorted: those with a {@code template.yaml}. */
    public static List<Path> folders(Path templates) {
        try (Stream<Path> entries = Files.list(templates)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(TemplateFiles.YAML)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the templates in " + templates + ".", e);
        }
    }

    /** The files of one template, without hidden files and editor backups. */
    public static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> isWords(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isWords(String name) {
        return name.equals(TemplateFiles.YAML) || name.endsWith(".md") && !name.startsWith(".");
    }

    /** The key of a template: the name of its folder. */
    public static String key(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * Reads a template's files: contents by name, line ends normalised.
     *
     * @throws TemplateError if a file cannot be read or is too large
     */
    public static Map<String, String> read(Path folder) {
        var files = new TreeMap<String, String>();
        try {
            for (Path file : filesOf(folder)) files.put(file.getFileName().toString(), content(folder, file));
        } catch (IOException e) {
            throw new TemplateError(List.of(
                    TemplateProblem.ofFile(key(folder), "It cannot be read (" + e + ").", "Look at its permissions.")));
        }
        return files;
    }

    private static String content(Path folder, Path file) throws IOException {
        String shown = key(folder) + "/" + file.getFileName();
        // a symbolic link out of the folder could put other files of the server into a mail
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new TemplateError(List.of(TemplateProblem.ofFile(
                    shown, "It is a link to a place outside its folder.", "Put the file itself there.")));
        }
        if (Files.size(file) > TemplateFiles.LARGEST) throw new TemplateError(List.of(TemplateFiles.tooLarge(shown)));
        try {
            return TemplateFiles.normalize(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new TemplateError(List.of(TemplateProblem.ofFile(shown, "It is not UTF-8.", "Save it as UTF-8.")));
        }
    }
}
