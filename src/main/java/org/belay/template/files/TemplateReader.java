package org.belay.template.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.platform.NearestName;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateProblem;
import org.belay.template.TemplateVersion;
import org.belay.template.language.NameScope;
import org.belay.template.language.TemplateDefinition;
import org.belay.template.language.TemplateMail;

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
public final class TemplateReader {
    private static final String YAML = TemplateFiles.YAML;

    private TemplateReader() {}

    /**
     * Reads one template's folder.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion read(Path folder) {
        return parse(TemplateFolder.key(folder), TemplateFolder.read(folder));
    }

    /**
     * Parses a template from its files' contents.
     *
     * @throws TemplateError with all its problems
     */
    public static TemplateVersion parse(String key, Map<String, String> files) {
        TemplateFiles.requireValid(key, files);
        var problems = new ArrayList<TemplateProblem>();
        Optional<TemplateVersion> version = understand(key, files, problems);
        return version.filter(good -> problems.isEmpty()).orElseThrow(() -> new TemplateError(problems));
    }

    /**
     * Finds a template in a folder of templates; without that folder, among the shipped templates.
     *
     * @throws TemplateError with all its problems
     * @throws RequestRefused if there is no such template; the message names the most similar one
     */
    public static TemplateVersion find(Path templates, String key) {
        List<Path> folders = Files.isDirectory(templates) ? TemplateFolder.folders(templates) : List.of();
        Optional<Path> folder = folders.stream()
                .filter(one -> one.getFileName().toString().equals(key))
                .findFirst();
        if (folder.isPresent()) return read(folder.get());
        Map<String, Map<String, String>> shipped = ShippedTemplates.all();
        if (folders.isEmpty() && shipped.containsKey(key)) return parse(key, shipped.get(key));
        List<String> keys = folders.isEmpty()
                ? List.copyOf(shipped.keySet())
                : folders.stream().map(one -> one.getFileName().toString()).toList();
        throw new RequestRefused("There is no template \"" + key + "\". "
                + NearestName.to(key, keys)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("There are " + String.join(", ", keys) + "."));
    }

    /** Parses a stored version; ignores problems, because rules may have become stricter since it was published. */
    public static TemplateVersion parseStored(String key, Map<String, String> files) {
        return understand(key, files, new ArrayList<>())
                .orElseThrow(() ->
                        new IllegalStateException("The stored template " + key + " has no readable template.yaml"));
    }

    /** Problems that must be fixed before these files can be published; empty if there are none. */
    public static List<TemplateProblem> problems(String key, Map<String, String> files) {
        return parseDraft(key, files).problems();
    }

    /**
     * A parsed draft.
     *
     * @param version as far as it could be parsed; empty if {@code template.yaml} cannot be read
     * @param problems that must be fixed before it can be published
     */
    public record DraftReading(Optional<TemplateVersion> version, List<TemplateProblem> problems) {}

    /** Parses files that may have problems, so that authors can preview the valid ones. */
    public static DraftReading parseDraft(String key, Map<String, String> files) {
        List<TemplateProblem> unfit = TemplateFiles.problems(key, files);
        if (!unfit.isEmpty()) return new DraftReading(Optional.empty(), unfit);
        var problems = new ArrayList<TemplateProblem>();
        Optional<TemplateVersion> version = understand(key, files, problems);
        return new DraftReading(version, List.copyOf(problems));
    }

    /** Problems of all templates in a folder of templates; empty if all can be used. */
    public static List<TemplateProblem> check(Path templates) {
        var problems = new ArrayList<TemplateProblem>();
        for (Path folder : TemplateFolder.folders(templates)) {
            try {
                problems.addAll(problems(TemplateFolder.key(folder), TemplateFolder.read(folder)));
            } catch (TemplateError e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    private static Optional<TemplateVersion> understand(
            String key, Map<String, String> files, List<TemplateProblem> problems) {
        if (!files.containsKey(YAML)) {
            problems.add(
                    TemplateProblem.ofFile(key + "/" + YAML, "It is missing.", "Write it with title: and fields:."));
            return Optional.empty();
        }
        return TemplateDefinition.read(key + "/" + YAML, files.get(YAML), problems)
                .map(yaml -> understand(key, files, yaml, problems));
    }

    private static TemplateVersion understand(
            String key, Map<String, String> files, TemplateDefinition yaml, List<TemplateProblem> problems) {
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
        for (TemplatePart part : TemplatePart.values()) {
            for (String language : languages) {
                String file = version.fileOf(part, language);
                String content = files.get(file);
                if (content == null) problems.add(missing(key, part, file));
                else TemplateMail.read(key + "/" + file, content, NameScope.of(version, part, language), problems);
            }
        }
        return version;
    }

    /** Parses one mail of a valid version. */
    public static TemplateMail mail(TemplateVersion version, TemplatePart part, String language) {
        var problems = new ArrayList<TemplateProblem>();
        String file = version.fileOf(part, language);
        var mail = TemplateMail.read(
                version.key() + "/" + file,
                Objects.requireNonNull(version.files().get(file), file),
                NameScope.of(version, part, language),
                problems);
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

    private static TemplateProblem missing(String key, TemplatePart part, String file) {
        String why = part == TemplatePart.CORRECTION
                ? "It is missing: readers of the notice must be able to read its correction."
                : "It is missing: a template has all three parts in each of its languages.";
        return TemplateProblem.ofFile(key + "/" + file, why, "Write it.");
    }
}
