package org.belay.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditExtractCheck;
import org.belay.message.Sha256;

/**
 * Verifies an export in a folder, without a server: every file against the manifest, the rows of the audit log against their hashes, and the
 * manifest against a hash that was kept elsewhere.
 */
public final class EvidenceCheck {
    private static final int MAX_MANIFEST = 1024 * 1024;
    private static final int MAX_FINDINGS = 100;

    private final Path folder;
    private final Optional<String> keptManifest;
    private final List<String> anchor;
    private final List<EvidenceFinding> findings = new ArrayList<>();

    /**
     * The result of a verification.
     *
     * @param mailing number of the mailing; empty if the manifest cannot be read
     * @param manifestSha256 hash of the manifest as found
     * @param files number of files in the manifest
     */
    public record EvidenceVerification(
            String mailing, String manifestSha256, int files, List<EvidenceFinding> findings) {}

    private EvidenceCheck(Path folder, Optional<String> keptManifest, List<String> anchor) {
        this.folder = folder;
        this.keptManifest = keptManifest;
        this.anchor = anchor;
    }

    /**
     * @param keptManifest SHA-256 of the manifest, as printed by the export and recorded in the audit log
     * @param anchor lines of the anchor file of the server; empty: not compared
     * @throws IOException if a file cannot be read
     */
    public static EvidenceVerification verify(Path folder, Optional<String> keptManifest, List<String> anchor)
            throws IOException {
        return new EvidenceCheck(folder, keptManifest, anchor).verify();
    }

    private EvidenceVerification verify() throws IOException {
        Path file = folder.resolve(EvidenceArchive.MANIFEST);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_MANIFEST) {
            find(
                    EvidenceArchive.MANIFEST,
                    "There is no manifest here. This folder is not an export, or it was removed.");
            return new EvidenceVerification("", "", 0, findings);
        }
        byte[] bytes = Files.readAllBytes(file);
        String hash = Sha256.of(bytes);
        keptManifest
                .filter(kept -> !kept.equalsIgnoreCase(hash))
                .ifPresent(kept -> find(
                        EvidenceArchive.MANIFEST,
                        "Its SHA-256 is " + hash + ", not the one that was kept: the export was changed as a whole."));
        Optional<EvidenceManifest> manifest = EvidenceManifest.parse(new String(bytes, StandardCharsets.UTF_8));
        if (manifest.isEmpty()) {
            find(EvidenceArchive.MANIFEST, "It is not complete, or not in the format " + EvidenceArchive.FORMAT + ".");
            return new EvidenceVerification("", hash, 0, findings);
        }
        Map<String, EvidenceManifest.ManifestFile> files = manifest.get().files();
        for (String name : files.keySet()) {
            checkFile(name, files.get(name));
        }
        unlisted(files.keySet()).forEach(name -> find(name, "The file was added: it is not in the manifest."));
        checkAudit();
        return new EvidenceVerification(manifest.get().mailing(), hash, files.size(), List.copyOf(findings));
    }

    private void checkFile(String name, EvidenceManifest.ManifestFile expected) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            find(name, "The file is missing.");
            return;
        }
        var lines = new LineHashes();
        var hashed = new HashedOutput(OutputStream.nullOutputStream(), lines);
        Files.copy(file, hashed);
        lines.end();
        if (hashed.sha256().equals(expected.sha256())) {
            return;
        }
        Path index = folder.resolve(EvidenceArchive.LINES + name);
        List<String> places = name.startsWith(EvidenceArchive.LINES) || !Files.isRegularFile(index)
                ? List.of()
                : ChangedLines.between(
                        Files.readString(index, StandardCharsets.US_ASCII)
                                .lines()
                                .toList(),
                        lines.text().lines().toList());
        if (places.isEmpty()) {
            find(name, "The file was changed.");
        }
        places.forEach(place -> find(name + ", " + place, "This differs from what was exported."));
    }

    private Set<String> unlisted(Set<String> listed) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(EvidenceArchive.MANIFEST) && !listed.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void checkAudit() throws IOException {
        Path file = folder.resolve(AuditExtract.FILE);
        if (!Files.isRegularFile(file)) {
            return; // reported as missing
        }
        var check = new AuditExtractCheck(anchor.stream());
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
            number++;
            String place = AuditExtract.FILE + ", line " + number;
            Optional<AuditEntry> row = AuditExtract.parse(line);
            if (row.isEmpty()) {
                find(place, "It is not a row of the audit log.");
            } else {
                check.next(row.get())
                        .ifPresent(problem -> find(place + ", row " + row.get().seq(), problem));
            }
        }
    }

    private void find(String place, String problem) {
        if (findings.size() < MAX_FINDINGS) findings.add(new EvidenceFinding(place, problem));
    }
}
