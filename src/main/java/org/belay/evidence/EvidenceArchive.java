package org.belay.evidence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.belay.message.Sha256;

/**
 * Writes the ZIP file of an export. For each file {@code f} it adds {@code lines/f}, with a hash of each line, so that a change can be located,
 * and at the end {@code manifest.txt}, with the SHA-256 of every file. The same content gives the same bytes.
 */
final class EvidenceArchive implements AutoCloseable {
    static final String MANIFEST = "manifest.txt";
    static final String LINES = "lines/";
    static final String FORMAT = "belay-evidence-1";

    /** The earliest time that a ZIP file can hold: the time of the export is in the manifest only. */
    private static final FileTime NO_TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));

    private final ZipOutputStream zip;
    private final List<String> manifest = new ArrayList<>();

    EvidenceArchive(OutputStream out, String mailing, Instant at) {
        zip = new ZipOutputStream(out);
        manifest.add(FORMAT);
        manifest.add(mailing);
        manifest.add(at.toString());
    }

    /** What goes into a file. */
    @FunctionalInterface
    interface FileContent {
        void writeTo(Writer out) throws IOException;
    }

    /** Adds a text file. */
    void add(String name, FileContent content) throws IOException {
        var lines = new LineHashes();
        begin(name);
        var hashed = new HashedOutput(zip, lines);
        Writer out = new BufferedWriter(new OutputStreamWriter(hashed, StandardCharsets.UTF_8));
        content.writeTo(out);
        out.flush();
        lines.end();
        zip.closeEntry();
        list(name, hashed);

        begin(LINES + name);
        var index = new HashedOutput(zip, new LineHashes());
        index.write(lines.text().getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
        list(LINES + name, index);
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(NO_TIME);
        zip.putNextEntry(entry);
    }

    private void list(String name, HashedOutput written) {
        manifest.add(written.sha256() + " " + written.size() + " " + name);
    }

    /**
     * Adds the manifest.
     *
     * @return its SHA-256, in hexadecimal
     */
    String finish() throws IOException {
        byte[] text = (String.join("\n", manifest) + "\n").getBytes(StandardCharsets.UTF_8);
        begin(MANIFEST);
        zip.write(text);
        zip.closeEntry();
        zip.finish();
        return Sha256.of(text);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
