package org.belay.audience.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RequestRefused;

/**
 * Addresses as people type them or copy them from a mail program: {@code Ann Lee <ann@example.org>; "Lee, Bob" <bob@example.org>}, one or
 * more in a line. A comma ends an entry that has an @, so that {@code Lee, Ann <ann@example.org>} is one.
 */
final class TypedRows implements RowSource {
    private static final int LONGEST_LINE = 1024 * 1024;

    private static final String SEVERAL =
            "may hold more than one address; write one address a line, and an @ or < in no name";

    private final String fileName;
    private final BufferedReader lines;
    private final ArrayDeque<TableRow> waiting = new ArrayDeque<>();
    private long line;

    TypedRows(String fileName, CsvDecoder text) {
        this.fileName = fileName;
        this.lines = new BufferedReader(text);
        waiting.add(TableRow.of(1, List.of("name", "email")));
    }

    @Override
    public Optional<TableRow> next() {
        while (waiting.isEmpty()) {
            Optional<String> read = nextLine();
            if (read.isEmpty()) return Optional.empty();
            line++;
            split(read.get());
        }
        return Optional.of(waiting.remove());
    }

    private Optional<String> nextLine() {
        var text = new StringBuilder();
        try {
            int c = lines.read();
            if (c < 0) return Optional.empty();
            for (; c >= 0 && c != '\n'; c = lines.read()) {
                if (text.length() == LONGEST_LINE) {
                    throw new RequestRefused(fileName + ", line " + (line + 1)
                            + ": is longer than a line of addresses. Nothing was imported. Write one address a line.");
                }
                if (c != '\r') text.append((char) c);
            }
            return Optional.of(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void split(String text) {
        boolean quoted = false;
        boolean at = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            at |= c == '@' && !quoted;
            if (!quoted && (c == ';' || c == '\t' || c == ',' && at)) {
                add(text.substring(from, i).strip());
                from = i + 1;
                at = false;
            }
        }
        add(text.substring(from).strip());
    }

    private void add(String entry) {
        if (entry.isEmpty()) return;
        int open = entry.indexOf('<');
        boolean named = open >= 0 && entry.endsWith(">");
        String name = named ? entry.substring(0, open).strip() : "";
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        if (quoted) name = name.substring(1, name.length() - 1).replace("\\\"", "\"");
        String address = named ? entry.substring(open + 1, entry.length() - 1) : entry;
        if (named && (address.contains("<") || hidesAddress(name, address))) {
            waiting.add(new TableRow(line, List.of("", entry), Map.of(1, SEVERAL)));
        } else {
            waiting.add(TableRow.of(line, List.of(name, address)));
        }
    }

    /** Mail programs write the address itself where they know no name, some of them in quotes. */
    private static boolean hidesAddress(String name, String address) {
        boolean quoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
        String plain = quoted ? name.substring(1, name.length() - 1) : name;
        return plain.contains("@") && !plain.equalsIgnoreCase(address.strip());
    }

    @Override
    public String place(long of) {
        return "line " + of;
    }

    @Override
    public String place(long of, int column) {
        return place(of);
    }

    /** The stream belongs to the caller. */
    @Override
    public void close() {}
}
