package org.belay.evidence.siem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.belay.audit.AuditEntry;
import org.belay.platform.files.PrivateFiles;

/** A file with one JSON object a line. It is opened for each batch, so a file that was moved away is continued in a new one. */
final class JsonLinesTarget implements ForwardTarget {
    private final Path file;
    private final String host;
    private final ForwardedRow format;

    /** @param host of this node: each node writes all rows into a file of its own */
    JsonLinesTarget(Path file, String host, ForwardedRow format) {
        this.file = file;
        this.host = host;
        this.format = format;
    }

    @Override
    public String name() {
        return "file " + host + ":" + file;
    }

    @Override
    public void send(List<AuditEntry> rows) throws IOException {
        var lines = new ByteArrayOutputStream();
        try (FileChannel out =
                PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (endsInALine(out)) {
                lines.write('\n'); // a write that a full disk cut off
            }
            for (AuditEntry row : rows) {
                lines.write(format.json(row));
                lines.write('\n');
            }
            ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
            out.position(out.size());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static boolean endsInALine(FileChannel out) throws IOException {
        if (out.size() == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        out.read(last, out.size() - 1);
        return last.get(0) != '\n';
    }
}
