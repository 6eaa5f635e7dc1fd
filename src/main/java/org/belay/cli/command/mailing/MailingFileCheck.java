package org.belay.cli.command.mailing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.audience.ValueCount;
import org.belay.audience.file.FileFindings;
import org.belay.audience.file.PeopleFile;
import org.belay.audience.file.PeopleFileReader;
import org.belay.cli.http.JsonObject;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.draft.OfflineChecker;
import org.belay.mailing.model.Draft;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.template.TemplateError;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;

/**
 * Checks the file of a mailing without a server. It uses the templates of a folder, or those that come with Belay,
 * and the people of the CSV file beside it. With {@code people: 2431} it checks the text without an audience.
 */
final class MailingFileCheck {
    private final Path file;
    private final Path templates;
    private final boolean askLinks;
    private final List<Map<String, Object>> findings = new ArrayList<>();
    private Map<String, Integer> lines = Map.of();

    /** @param askLinks whether to request the targets of links */
    MailingFileCheck(Path file, Path templates, boolean askLinks) {
        this.file = file;
        this.templates = templates;
        this.askLinks = askLinks;
    }

    /** @return {@code blocked}, and the findings with check, severity, file, line, message and fix */
    JsonObject findings() {
        var reader = new MailingFileReader(file.toString());
        Map<String, Object> read = reader.read(MailingFile.text(file));
        lines = reader.lines();
        reader.mistakes().forEach(mistake -> error("file", mistake.line(), "", sentence(mistake.message()), ""));
        if (findings.isEmpty()) check(read);
        boolean blocked = findings.stream().anyMatch(finding -> "ERROR".equals(finding.get("severity")));
        return new JsonObject(Map.of("blocked", blocked, "file", file.toString(), "findings", findings));
    }

    private void check(Map<String, Object> read) {
        Draft draft = MailingFileDraft.of(read);
        Optional<TemplateVersion> template = template(draft.template());
        Optional<AudienceProfile> readers = readers(read);
        if (template.isEmpty() || readers.isEmpty()) return;
        var check = new OfflineChecker(Settings.load(Path.of(""), System.getenv()), Clock.systemUTC(), askLinks);
        check.findings(template.get(), draft, readers.get()).forEach(this::add);
    }

    private Optional<TemplateVersion> template(String key) {
        try {
            return Optional.of(TemplateReader.find(templates, key));
        } catch (TemplateError e) {
            e.problems()
                    .forEach(problem -> add(
                            "template",
                            "template",
                            "ERROR",
                            problem.file(),
                            problem.line(),
                            "template",
                            problem.message(),
                            problem.fix()));
        } catch (RequestRefused e) {
            add("file", "template-unknown", "ERROR", file.toString(), line("template"), "template", e.getMessage(), "");
        }
        return Optional.empty();
    }

    /** Empty if the people are unknown; a finding says why. */
    private Optional<AudienceProfile> readers(Map<String, Object> read) {
        Object people = read.get("people");
        if (people != null) return Optional.of(new AudienceProfile(Long.parseLong(people.toString()), Map.of()));
        String audience = String.valueOf(read.get("audience"));
        // the people of an audience on the server are not known here; the server checks that it exists
        if (!MailingFile.isFile(audience)) return Optional.of(new AudienceProfile(1, Map.of()));
        try {
            return readers(audience, Files.readAllBytes(file.resolveSibling(audience)));
        } catch (IOException e) {
            errorInAudience(
                    "audience-unreadable",
                    "The audience " + audience + " cannot be read: there is no such file in the folder of this one.",
                    "Put it there, or write people: with their number.");
        } catch (RequestRefused e) {
            errorInAudience("audience-unreadable", e.getMessage(), "");
        }
        return Optional.empty();
    }

    private Optional<AudienceProfile> readers(String audience, byte[] csv) {
        var countries = new TreeMap<String, Long>();
        var languages = new TreeMap<String, Long>();
        var unusable = new TreeMap<String, Map<String, Long>>();
        FileFindings found = PeopleFileReader.read(PeopleFile.of(audience, new ByteArrayInputStream(csv)), person -> {
            count(person.attributes().getOrDefault("country", ""), countries);
            count(person.attributes().getOrDefault("language", ""), languages);
            person.attributes().forEach((attribute, value) -> {
                if (AudienceProfile.isUnfit(value)) {
                    unusable.computeIfAbsent(attribute, first -> new LinkedHashMap<>())
                            .merge(value, 1L, Long::sum);
                }
            });
        });
        if (!found.clean()) {
            errorInAudience("audience-rows", found.message(), "Fix these rows.");
        }
        var counts = new TreeMap<String, List<ValueCount>>();
        unusable.forEach((attribute, values) -> counts.put(
                attribute,
                values.entrySet().stream()
                        .map(value -> new ValueCount(value.getKey(), value.getValue()))
                        .toList()));
        return Optional.of(new AudienceProfile(
                found.good(), countries, languages, counts, Optional.empty(), List.of(), Optional.empty()));
    }

    private static void count(String value, Map<String, Long> counts) {
        if (!value.isBlank()) counts.merge(value, 1L, Long::sum);
    }

    private void add(CheckFinding finding) {
        String suffix = finding.language().isEmpty() ? "" : "_" + finding.language();
        int line = List.of("values" + suffix + ".", "correction" + suffix + ".", "").stream()
                .map(group -> lines.getOrDefault(group + finding.field(), 0))
                .filter(found -> found > 0)
                .findFirst()
                .orElseGet(() -> line(isCorrection(finding) ? "correction" : "values"));
        add(
                finding.check(),
                finding.id(),
                finding.severity().name(),
                file.toString(),
                line,
                finding.field(),
                finding.message(),
                finding.fix());
    }

    /** The fields of a correction have the same names in every template. */
    private static boolean isCorrection(CheckFinding finding) {
        return List.of("now_true", "if_already_acted", "cause").contains(finding.field());
    }

    private int line(String key) {
        return lines.getOrDefault(key, lines.getOrDefault("values", 1));
    }

    private void errorInAudience(String check, String message, String fix) {
        error(check, line("audience"), "audience", message, fix);
    }

    private void error(String check, int line, String field, String message, String fix) {
        add(check, check, "ERROR", file.toString(), line, field, message, fix);
    }

    private void add(
            String check,
            String id,
            String severity,
            String place,
            int line,
            String field,
            String message,
            String fix) {
        var finding = new LinkedHashMap<String, Object>();
        finding.put("check", check);
        finding.put("id", id);
        finding.put("severity", severity);
        finding.put("file", place);
        finding.put("line", line);
        finding.put("field", field);
        finding.put("message", message);
        finding.put("fix", fix);
        findings.add(finding);
    }

    private static String sentence(String message) {
        String capitalised = message.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + message.substring(1);
        return capitalised.matches(".*[.?!]") ? capitalised : capitalised + ".";
    }
}
