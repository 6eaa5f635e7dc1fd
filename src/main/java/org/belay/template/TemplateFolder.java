package org.belay.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Templates as files on a disk: which there are, and what is in them. */
public final class TemplateFolder {
    private TemplateFolder() {}

    /** The templates in a folder, by name: the folders that hold a {@code template.yaml}. */
    public static List<Path> folders(Path templates) {
        try (Stream<Path> entries = Files.list(templates)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(TemplateFiles.YAML)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the templates in " + templates + ".", e);
        }
    }

    /** The files of one template. What programs leave beside them (hidden files, copies with ~) is none of them. */
    static List<Path> filesOf(Path folder) throws IOException {
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

    /** The template that a folder is, by its name. */
    public static String key(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * What is in a template's files, by name; line ends as one character.
     *
     * @throws TemplateError if a file cannot be read or is too large
     */
    public static Map<String, String> read(Path folder) {
        var files = new TreeMap<String, String>();
        try {
            for (Path file : filesOf(folder)) files.put(file.getFileName().toString(), content(folder, file));
        } catch (IOException e) {
            throw new TemplateError(
                    List.of(Problem.ofFile(key(folder), "It cannot be read (" + e + ").", "Look at its permissions.")));
        }
        return files;
    }

    private static String content(Path folder, Path file) throws IOException {
        String shown = key(folder) + "/" + file.getFileName();
        // a file of a template that leads elsewhere would put into a mail what is not the template's
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new TemplateError(List.of(Problem.ofFile(
                    shown, "It is a link to a place outside its folder.", "Put the file itself there.")));
        }
        if (Files.size(file) > TemplateFiles.LARGEST) throw new TemplateError(List.of(TemplateFiles.tooLarge(shown)));
        try {
            return TemplateFiles.tidy(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new TemplateError(List.of(Problem.ofFile(shown, "It is not UTF-8.", "Save it as UTF-8.")));
        }
    }
}
