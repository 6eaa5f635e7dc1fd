package org.belay.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.belay.platform.Refused;

/**
 * Reads templates, and finds everything that is wrong with them. Needs neither a database nor a server.
 *
 * <pre>
 * templates/planned-outage/template.yaml
 *                         /notice.md      /notice_de.md
 *                         /correction.md  /correction_de.md
 *                         /reminder.md    /reminder_de.md
 * </pre>
 */
public final class TemplateSource {
    private static final String YAML = "template.yaml";
    private static final long LARGEST = 400 * 1024;
    private static final Pattern WORDS =
            Pattern.compile("(?<part>notice|correction|reminder)(_(?<language>[a-z]{2,3}(-[A-Za-z0-9]+)*))?\\.md");

    private TemplateSource() {}

    /**
     * Reads one template's folder.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion read(Path folder) {
        return of(folder.toAbsolutePath().normalize().getFileName().toString(), files(folder));
    }

    /**
     * Understands a template from its files' contents.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion of(String key, Map<String, String> files) {
        var problems = new ArrayList<Problem>();
        Optional<TemplateVersion> version = understand(key, files, problems);
        return version.filter(good -> problems.isEmpty()).orElseThrow(() -> new TemplateError(problems));
    }

    /**
     * A template of a folder of templates; where there is no such folder, one of those that Belay brings.
     *
     * @throws TemplateError with all its problems
     * @throws Refused if there is no such template, naming the nearest
     */
    public static TemplateVersion find(Path templates, String key) {
        List<Path> folders = Files.isDirectory(templates) ? folders(templates) : List.of();
        Optional<Path> folder = folders.stream()
                .filter(one -> one.getFileName().toString().equals(key))
                .findFirst();
        if (folder.isPresent()) return read(folder.get());
        Map<String, Map<String, String>> shipped = ImportAtStart.shipped();
        if (folders.isEmpty() && shipped.containsKey(key)) return of(key, shipped.get(key));
        List<String> keys = folders.isEmpty()
                ? List.copyOf(shipped.keySet())
                : folders.stream().map(one -> one.getFileName().toString()).toList();
        throw new Refused("There is no template \"" + key + "\". "
                + Nearest.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("There are " + String.join(", ", keys) + "."));
    }

    /** A version that was good when it was stored, even if today's rules would refuse it. */
    static TemplateVersion stored(String key, Map<String, String> files) {
        return understand(key, files, new ArrayList<>())
                .orElseThrow(() ->
                        new IllegalStateException("The stored template " + key + " has no readable template.yaml"));
    }

    /** Every problem of every template in a folder of templates; empty if all can be used. */
    public static List<Problem> check(Path templates) {
        var problems = new ArrayList<Problem>();
        for (Path folder : folders(templates)) {
            try {
                understand(folder.getFileName().toString(), files(folder), problems);
            } catch (TemplateError e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    /** The templates in a folder, by name: the folders that hold a {@code template.yaml}. */
    static List<Path> folders(Path templates) {
        try (Stream<Path> entries = Files.list(templates)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve(YAML)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the templates in " + templates + ".", e);
        }
    }

    private static Map<String, String> files(Path folder) {
        var files = new TreeMap<String, String>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.equals(YAML) || name.endsWith(".md")) files.put(name, content(folder, file));
            }
        } catch (IOException e) {
            throw new TemplateError(List.of(Problem.ofFile(
                    folder.getFileName().toString(), "It cannot be read: " + e.getMessage() + ".", "Is it UTF-8?")));
        }
        return files;
    }

    private static String content(Path folder, Path file) throws IOException {
        String shown = folder.getFileName() + "/" + file.getFileName();
        // a file of a template that leads elsewhere would put into a mail what is not the template's
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new TemplateError(List.of(Problem.ofFile(
                    shown, "It is a link to a place outside its folder.", "Put the file itself there.")));
        }
        if (Files.size(file) > LARGEST) {
            throw new TemplateError(List.of(
                    Problem.ofFile(shown, "It has more than " + LARGEST / 1024 + " KB.", "Say it in fewer words.")));
        }
        return Files.readString(file);
    }

    private static Optional<TemplateVersion> understand(String key, Map<String, String> files, List<Problem> problems) {
        if (!files.containsKey(YAML)) {
            problems.add(Problem.ofFile(key + "/" + YAML, "It is missing.", "Write it with title: and fields:."));
            return Optional.empty();
        }
        return TemplateYaml.read(key + "/" + YAML, files.get(YAML), problems)
                .map(yaml -> understand(key, files, yaml, problems));
    }

    private static TemplateVersion understand(
            String key, Map<String, String> files, TemplateYaml yaml, List<Problem> problems) {
        List<String> languages = languages(key, files, yaml.language(), problems);
        var version = new TemplateVersion(
                0,
                key,
                0,
                yaml.title(),
                yaml.description(),
                yaml.owner(),
                yaml.fields(),
                languages,
                yaml.attributes().names(),
                yaml.attributes().otherwise(),
                sha256(files),
                new TreeMap<>(files));
        for (Part part : Part.values()) {
            for (String language : languages) {
                String file = version.fileOf(part, language);
                String content = files.get(file);
                if (content == null) problems.add(missing(key, part, file));
                else MailSource.read(key + "/" + file, content, version.names(part, language), problems);
            }
        }
        return version;
    }

    /** One part of a version that was found good. */
    static MailSource mail(TemplateVersion version, Part part, String language) {
        var problems = new ArrayList<Problem>();
        String file = version.fileOf(part, language);
        var mail = MailSource.read(
                version.key() + "/" + file, version.files().get(file), version.names(part, language), problems);
        return mail.filter(good -> problems.isEmpty()).orElseThrow(() -> new TemplateError(problems));
    }

    private static List<String> languages(String key, Map<String, String> files, String first, List<Problem> problems) {
        Set<String> languages = new LinkedHashSet<>(List.of(first));
        for (String name : new TreeMap<>(files).keySet()) {
            Matcher words = WORDS.matcher(name);
            if (words.matches()) {
                if (words.group("language") != null) languages.add(words.group("language"));
            } else if (!name.equals(YAML)) {
                problems.add(Problem.ofFile(
                        key + "/" + name,
                        "It belongs to nothing.",
                        "Parts are notice.md, correction.md and reminder.md, in German notice_de.md."));
            }
        }
        return List.copyOf(languages);
    }

    private static Problem missing(String key, Part part, String file) {
        String why = part == Part.CORRECTION
                ? "It is missing: whoever reads the notice must be able to read that it is withdrawn."
                : "It is missing: a template has all three parts in each of its languages.";
        return Problem.ofFile(key + "/" + file, why, "Write it.");
    }

    private static String sha256(Map<String, String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, content) -> {
                // lengths first, so that no two sets of files read alike
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
