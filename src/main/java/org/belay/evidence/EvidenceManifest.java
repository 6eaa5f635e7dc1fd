package org.belay.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifest of an export.
 *
 * @param mailing number of the mailing
 * @param exportedAt when it was exported, in ISO format
 * @param files by name
 */
record EvidenceManifest(String mailing, String exportedAt, Map<String, ManifestFile> files) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) ([a-zA-Z0-9._/-]{1,200})");

    record ManifestFile(String sha256, long size) {}

    /** Empty if the text is not a manifest of this format. */
    static Optional<EvidenceManifest> parse(String text) {
        List<String> lines = text.lines().toList();
        if (!text.endsWith("\n") || lines.size() < 4 || !lines.get(0).equals(EvidenceArchive.FORMAT)) {
            return Optional.empty();
        }
        var files = new LinkedHashMap<String, ManifestFile>();
        for (String line : lines.subList(3, lines.size())) {
            Matcher file = LINE.matcher(line);
            if (!file.matches()
                    || file.group(3).contains("..")
                    || file.group(3).startsWith("/")
                    || files.putIfAbsent(file.group(3), new ManifestFile(file.group(1), Long.parseLong(file.group(2))))
                            != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new EvidenceManifest(lines.get(1), lines.get(2), files));
    }
}
