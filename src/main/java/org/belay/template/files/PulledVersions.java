package org.belay.template.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.platform.RequestRefused;

/**
 * Records the server version that each template of a folder was pulled as, in the file {@value #NAME} of that folder. Made for git: one sorted
 * line per template, so that changes of two people merge.
 *
 * <pre>
 * planned-outage 4 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * </pre>
 */
public record PulledVersions(Map<String, PulledVersion> bases) {
    public static final String NAME = ".belay-versions";

    private static final String HEAD = """
            # Which version on the server each template here began from: written by "belay template pull" and "push".
            # Keep it in git beside the templates. Where a merge stumbles over it, take the line with the higher number.
            """;
    private static final Pattern LINE =
            Pattern.compile("^(?<key>\\S++) (?<number>[1-9]\\d{0,8}) (?<sha256>[0-9a-f]{64})");

    /** @param sha256 content hash; identifies the version across servers, which a number does not */
    public record PulledVersion(int number, String sha256) {}

    public PulledVersions {
        bases = Collections.unmodifiableMap(new TreeMap<>(bases));
    }

    /**
     * Reads the file of a folder; empty if the folder has none.
     *
     * @throws RequestRefused if a line cannot be parsed; the message names the line
     */
    public static PulledVersions read(Path folder) {
        var bases = new LinkedHashMap<String, PulledVersion>();
        int number = 0;
        for (String line : lines(folder).split("\n")) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            Matcher words = LINE.matcher(text);
            if (!words.matches()) {
                throw new RequestRefused(
                        folder.resolve(NAME) + ":" + number + ": This line does not say \"template version"
                                + " sha256\". Where a merge left both sides, keep the line with the higher number; or delete the file and"
                                + " pull again.");
            }
            bases.put(
                    words.group("key"),
                    new PulledVersion(Integer.parseInt(words.group("number")), words.group("sha256")));
        }
        return new PulledVersions(bases);
    }

    private static String lines(Path folder) {
        try {
            Path file = folder.resolve(NAME);
            return Files.isRegularFile(file) ? TemplateFiles.normalize(Files.readString(file)) : "";
        } catch (IOException e) {
            throw new RequestRefused(folder.resolve(NAME) + " cannot be read (" + e + ").", e);
        }
    }

    public Optional<PulledVersion> of(String key) {
        return Optional.ofNullable(bases.get(key));
    }

    public PulledVersions with(String key, PulledVersion base) {
        var more = new TreeMap<>(bases);
        more.put(key, base);
        return new PulledVersions(more);
    }

    public void write(Path folder) {
        var text = new StringBuilder(HEAD);
        bases.forEach((key, base) ->
                text.append(key + " " + base.number() + " " + base.sha256()).append('\n'));
        try {
            Path written = Files.writeString(folder.resolve(NAME + ".new"), text);
            Files.move(written, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
