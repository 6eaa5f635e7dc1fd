package org.belay.audience.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.belay.platform.RequestRefused;

/** Opens a file by its content. */
public final class TableFile {
    private static final int START = 4096;

    private TableFile() {}

    /**
     * @param fileName for messages
     * @throws RequestRefused if the content is of a type that cannot be read
     */
    public static RowSource open(String fileName, InputStream content, FileKind kind) {
        try {
            var in = new PushbackInputStream(content, START);
            byte[] start = in.readNBytes(START);
            in.unread(start);
            if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
                return SpreadsheetFile.open(fileName, in);
            }
            refuseOthers(fileName, start);
            CsvDecoder text = CsvDecoder.open(fileName, in, start);
            return kind == FileKind.TYPED_LIST ? new TypedRows(fileName, text) : CsvRows.open(fileName, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseOthers(String fileName, byte[] start) {
        if (begins(start, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw refused(
                    fileName,
                    "this is an old Excel file (.xls) or a workbook with a password",
                    "Save it as .xlsx without a password, or as \"CSV UTF-8\".");
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            throw refused(fileName, "this is a PDF", "Export the list as CSV, XLSX or ODS.");
        }
        if (begins(start, 0x1f, 0x8b) || begins(start, '7', 'z', 0xbc, 0xaf) || begins(start, 'R', 'a', 'r', '!')) {
            throw refused(fileName, "this is a compressed archive", "Unpack it first.");
        }
        String text = new String(start, StandardCharsets.ISO_8859_1)
                .replace("\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<?xml")
                || text.startsWith("<!doctype")
                || text.startsWith("<html")
                || text.startsWith("<table")) {
            throw refused(
                    fileName,
                    "this is a web page or an XML file, whatever its name says",
                    "Open it in a spreadsheet program and save it as .xlsx, .ods or \"CSV UTF-8\".");
        }
    }

    private static boolean begins(byte[] start, int... bytes) {
        if (start.length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) {
            if ((start[i] & 0xff) != bytes[i]) return false;
        }
        return true;
    }

    static RequestRefused refused(String fileName, String what, String advice) {
        return new RequestRefused(fileName + ": " + what + ". Nothing was imported. " + advice);
    }
}
