package org.belay.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.platform.Nearest;
import org.belay.platform.Refused;

/**
 * Reads templates and reports every problem in them. Needs no database or server.
 *
 * <pre>
 * templates/planned-outage/template.yaml
 *                         /notice.md      /notice_de.md
 *                         /correction.md  /correction_de.md
 *                         /reminder.md    /reminder_de.md
 * </pre>
 */
public final class TemplateSource {
    private static final String YAML = TemplateFiles.YAML;

    private TemplateSource() {}

    /**
     * Reads one template's folder.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion read(Path folder) {
        return of(TemplateFolder.key(folder), TemplateFolder.read(folder));
    }

    /**
     * Parses a template from its files' contents.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion of(String key, Map<String, String> files) {
        TemplateFiles.mustFit(key, files);
        var problems = new ArrayList<Problem>();
        Optional<TemplateVersion> version = understand(key, files, problems);
        return version.filter(good -> problems.isEmpty()).orElseThrow(() -> new TemplateError(problems));
    }

    /**
     * Finds a template in a folder of templates; without that folder, among the shipped templates.
     *
     * @throws TemplateError with all its problems
     * @throws Refused if there is no such template; the message names the most similar one
     */
    public static TemplateVersion find(Path templates, String key) {
        List<Path> folders = Files.isDirectory(templates) ? TemplateFolder.folders(templates) : List.of();
        Optional<Path> folder = folders.stream()
                .filter(one -> one.getFileName().toString().equals(key))
                .findFirst();
        if (folder.isPresent()) return read(folder.get());
        Map<String, Map<String, String>> shipped = ShippedTemplates.all();
        if (folders.isEmpty() && shipped.containsKey(key)) return of(key, shipped.get(key));
        List<String> keys = folders.isEmpty()
                ? List.copyOf(shipped.keySet())
                : folders.stream().map(one -> one.getFileName().toString()).toList();
        throw new Refused("There is no template \"" + key + "\". "
                + Nearest.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("There are " + String.join(", ", keys) + "."));
    }

    /** Parses a stored version; ignores problems, because rules may have become stricter since it was published. */
    static TemplateVersion stored(String key, Map<String, String> files) {
        return understand(key, files, new ArrayList<>())
                .orElseThrow(() ->
                        new IllegalStateException("The stored template " + key + " has no readable template.yaml"));
    }

    /** Problems that must be fixed before these files can be published; empty if there are none. */
    public static List<Problem> problems(String key, Map<String, String> files) {
        return sketch(key, files).problems();
    }

    /**
     * A parsed draft.
     *
     * @param version as far as it could be parsed; empty if {@code template.yaml} cannot be read
     * @param problems that must be fixed before it can be published
     */
    public record Sketch(Optional<TemplateVersion> version, List<Problem> problems) {}

    /** Parses files that may have problems, so that authors can preview the valid ones. */
    public static Sketch sketch(String key, Map<String, String> files) {
        List<Problem> unfit = TemplateFiles.problems(key, files);
        if (!unfit.isEmpty()) return new Sketch(Optional.empty(), unfit);
        var problems = new ArrayList<Problem>();
        Optional<TemplateVersion> version = understand(key, files, problems);
        return new Sketch(version, List.copyOf(problems));
    }

    /** Problems of all templates in a folder of templates; empty if all can be used. */
    public static List<Problem> check(Path templates) {
        var problems = new ArrayList<Problem>();
        for (Path folder : TemplateFolder.folders(templates)) {
            try {
                problems.addAll(problems(TemplateFolder.key(folder), TemplateFolder.read(folder)));
            } catch (TemplateError e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
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
        List<String> languages = languages(files, yaml.language());
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
                TemplateFiles.sha256(files),
                new TreeMap<>(files));
        for (Part part : Part.values()) {
            for (String language : languages) {
                String file = version.fileOf(part, language);
                String content = files.get(file);
                if (content == null) problems.add(missing(key, part, file));
                else MailSource.read(key + "/" + file, content, Names.of(version, part, language), problems);
            }
        }
        return version;
    }

    /** Parses one mail of a valid version. */
    static MailSource mail(TemplateVersion version, Part part, String language) {
        var problems = new ArrayList<Problem>();
        String file = version.fileOf(part, language);
        var mail = MailSource.read(
                version.key() + "/" + file, version.files().get(file), Names.of(version, part, language), problems);
        return mail.filter(good -> problems.isEmpty()).orElseThrow(() -> new TemplateError(problems));
    }

    private static List<String> languages(Map<String, String> files, String first) {
        Set<String> languages = new LinkedHashSet<>(List.of(first));
        new TreeMap<>(files)
                .keySet().stream()
                        .map(TemplateFiles::language)
                        .filter(language -> !language.isEmpty())
                        .forEach(languages::add);
        return List.copyOf(languages);
    }

    private static Problem missing(String key, Part part, String file) {
        String why = part == Part.CORRECTION
                ? "It is missing: readers of the notice must be able to read its correction."
                : "It is missing: a template has all three parts in each of its languages.";
        return Problem.ofFile(key + "/" + file, why, "Write it.");
    }
}
