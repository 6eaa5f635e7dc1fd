package org.belay.audience.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.belay.platform.RequestRefused;

/**
 * A zip file with a spreadsheet in it. Its parts are read in another order than that in which they are stored, so it is copied to a
 * temporary file, which {@link #close} deletes.
 */
final class SpreadsheetFile implements AutoCloseable {
    static final int LARGEST = 100 * 1024 * 1024;
    private static final int LARGEST_MANIFEST = 1024 * 1024;

    /** Each keeps its shared texts in memory. */
    static final int AT_ONCE = 4;

    private static final Semaphore PERMITS = new Semaphore(AT_ONCE);

    private final String fileName;
    private final Path copy;
    private final ZipFile zip;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SpreadsheetFile(String fileName, Path copy) throws IOException {
        this.fileName = fileName;
        this.copy = copy;
        this.zip = new ZipFile(copy.toFile());
    }

    static RowSource open(String fileName, InputStream content) throws IOException {
        if (!PERMITS.tryAcquire()) {
            throw new RequestRefused(
                    "Belay reads " + AT_ONCE
                            + " spreadsheets at the same time and is busy. Nothing was imported. Try again in a minute, or save the list as \"CSV UTF-8\", which has no such limit.");
        }
        SpreadsheetFile file = opened(fileName, content);
        try {
            if (file.has("xl/workbook.xml")) return XlsxRows.open(file);
            if (file.has("content.xml")) return OdsRows.open(file.unlessEncrypted());
            throw TableFile.refused(
                    fileName,
                    file.has("xl/workbook.bin")
                            ? "this is a binary Excel workbook (.xlsb)"
                            : "this is a zip file without a spreadsheet of Excel or OpenDocument in it",
                    "Save it as .xlsx, .ods or \"CSV UTF-8\".");
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static SpreadsheetFile opened(String fileName, InputStream content) throws IOException {
        try {
            return copied(fileName, content);
        } catch (IOException | RuntimeException | Error e) {
            PERMITS.release();
            throw e;
        }
    }

    private static SpreadsheetFile copied(String fileName, InputStream content) throws IOException {
        Path copy = Files.createTempFile("belay-people", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                copy(fileName, content, out);
            }
            return new SpreadsheetFile(fileName, copy);
        } catch (java.util.zip.ZipException | IllegalArgumentException damaged) {
            Files.deleteIfExists(copy);
            throw damaged(fileName, "not all of it is there, or it is no zip file");
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static void copy(String fileName, InputStream content, OutputStream out) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long copied = 0;
        int got;
        while ((got = content.read(piece)) >= 0) {
            copied += got;
            if (copied > LARGEST) {
                throw TableFile.refused(
                        fileName, "this spreadsheet is larger than 100 MB", "Save the list as \"CSV UTF-8\".");
            }
            out.write(piece, 0, got);
        }
    }

    String fileName() {
        return fileName;
    }

    boolean has(String part) {
        return zip.getEntry(part) != null;
    }

    /** The XML of a part; empty if there is no such part. */
    Optional<BoundedXml> part(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) return Optional.empty();
        try {
            return Optional.of(BoundedXml.open(fileName, zip.getInputStream(entry), entry.getCompressedSize()));
        } catch (IOException e) {
            throw damaged(fileName, "its part " + name + " cannot be unpacked");
        }
    }

    private SpreadsheetFile unlessEncrypted() throws IOException {
        ZipEntry manifest = zip.getEntry("META-INF/manifest.xml");
        if (manifest == null) return this;
        try (InputStream in = zip.getInputStream(manifest)) {
            String text = new String(in.readNBytes(LARGEST_MANIFEST), StandardCharsets.UTF_8);
            if (text.contains("encryption-data")) {
                throw TableFile.refused(
                        fileName, "this spreadsheet is protected with a password", "Save it without a password.");
            }
            return this;
        } catch (java.util.zip.ZipException e) {
            throw damaged(fileName, "its list of parts cannot be unpacked");
        }
    }

    static RequestRefused damaged(String fileName, String how) {
        return TableFile.refused(
                fileName, "this spreadsheet is damaged: " + how, "Open it in a spreadsheet program and save it again.");
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        PERMITS.release();
        try (zip) {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
