package org.belay.evidence;

import java.io.IOException;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.audit.AuditEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of the audit log about the mailing: a file with one JSON object per line. */
final class AuditExtract {
    static final String FILE = "audit.jsonl";

    private static final JsonMapper JSON = JsonMapper.shared();

    private AuditExtract() {}

    static void write(List<AuditEntry> rows, Writer out) throws IOException {
        for (AuditEntry row : rows) {
            var line = new LinkedHashMap<String, Object>();
            line.put("seq", row.seq());
            line.put("at", row.at().toString());
            line.put("actor", row.actor());
            line.put("action", row.action());
            line.put("subject", row.subject());
            line.put("detail", row.detail());
            line.put("previous", row.previous());
            line.put("hash", row.hash());
            out.write(JSON.writeValueAsString(line) + "\n");
        }
    }

    /** Empty if the line is not a row. */
    static Optional<AuditEntry> parse(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            if (!row.isObject() || row.size() != 8 || !row.path("detail").isObject()) {
                return Optional.empty();
            }
            var detail = new TreeMap<String, String>();
            for (Map.Entry<String, JsonNode> one : row.get("detail").properties()) {
                detail.put(one.getKey(), one.getValue().asString());
            }
            return Optional.of(new AuditEntry(
                    row.path("seq").asLong(),
                    Instant.parse(row.path("at").asString()),
                    row.path("actor").asString(),
                    row.path("action").asString(),
                    row.path("subject").asString(),
                    detail,
                    row.path("previous").asString(),
                    row.path("hash").asString()));
        } catch (JacksonException | DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
