package org.belay.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.belay.access.User;
import org.belay.address.EmailAddress;
import org.belay.address.WrittenAddress;
import org.belay.audit.AuditLog;
import org.belay.audit.PersonKeys;
import org.belay.platform.RequestRefused;
import org.belay.platform.csv.SpreadsheetCsv;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** Hands out what is stored about one person: as a page to read, as tables and as JSON. */
@Component
public class PersonExport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PersonDataStore store;
    private final PersonKeys keys;
    private final AuditLog audit;
    private final Clock clock;

    PersonExport(PersonDataStore store, PersonKeys keys, AuditLog audit, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A ZIP file with {@code person.html}, {@code person.json} and a CSV file for each table. The audit log records that it was made.
     *
     * @throws RequestRefused if nothing is stored about the address, or it is no address
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public byte[] export(String typed, User by) {
        String address = WrittenAddress.find(typed.strip())
                .map(EmailAddress::key)
                .orElseThrow(() -> new RequestRefused("This is not an address. Nothing was exported."));
        Map<String, List<Map<String, Object>>> tables = store.read(address);
        if (tables.values().stream().allMatch(List::isEmpty)) {
            throw new RequestRefused("Belay has no data about " + address + ". Nothing was exported.");
        }
        audit.record(by.address(), "person-export", keys.subject(address), Map.of());
        try {
            return zip(address, tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] zip(String address, Map<String, List<Map<String, Object>>> tables) throws IOException {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, "person.html", page(address, at, tables));
            var json = new LinkedHashMap<String, Object>();
            json.put("address", address);
            json.put("exportedAt", at);
            tables.forEach((name, rows) ->
                    json.put(name, rows.stream().map(PersonExport::texts).toList()));
            add(zip, "person.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
            for (var table : tables.entrySet()) {
                if (!table.getValue().isEmpty()) {
                    add(zip, table.getKey().replace(' ', '-') + ".csv", csv(table.getValue()));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static Map<String, String> texts(Map<String, Object> row) {
        var texts = new LinkedHashMap<String, String>();
        row.forEach((column, value) -> texts.put(column, value == null ? "" : value.toString()));
        return texts;
    }

    private static String csv(List<Map<String, Object>> rows) {
        var text = new StringWriter();
        try (var csv = new SpreadsheetCsv(text, rows.get(0).keySet().toArray(String[]::new))) {
            rows.forEach(row -> csv.row(new ArrayList<>(texts(row).values())));
        }
        return text.toString();
    }

    private static String page(String address, String at, Map<String, List<Map<String, Object>>> tables) {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Data about ")
                .append(HtmlUtils.htmlEscape(address))
                .append("</title>\n<h1>Data about ")
                .append(HtmlUtils.htmlEscape(address))
                .append("</h1>\n<p>Stored by Belay at ")
                .append(at)
                .append(".</p>\n");
        tables.forEach((name, rows) -> {
            html.append("<h2>").append(HtmlUtils.htmlEscape(name)).append("</h2>\n");
            if (rows.isEmpty()) {
                html.append("<p>Nothing.</p>\n");
                return;
            }
            html.append("<table border=\"1\"><tr>");
            rows.get(0)
                    .keySet()
                    .forEach(column -> html.append("<th>")
                            .append(HtmlUtils.htmlEscape(column.replace('_', ' ')))
                            .append("</th>"));
            html.append("</tr>\n");
            rows.forEach(row -> {
                html.append("<tr>");
                texts(row)
                        .values()
                        .forEach(value -> html.append("<td>")
                                .append(HtmlUtils.htmlEscape(value))
                                .append("</td>"));
                html.append("</tr>\n");
            });
            html.append("</table>\n");
        });
        return html.append("</html>\n").toString();
    }
}
