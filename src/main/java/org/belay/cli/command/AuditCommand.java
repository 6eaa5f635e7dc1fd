package org.belay.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import org.belay.evidence.EvidenceCheck;
import org.belay.evidence.EvidenceCheck.EvidenceVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads and verifies the audit log. */
@Command(name = "audit", description = "Read and verify the audit log.")
public final class AuditCommand extends CommandGroup {

    @Command(
            name = "forwarding",
            description = "Show how far the log was sent to the places outside (audit in belay.yaml).")
    int forwarding(@Mixin ServerOptions server, @Mixin CommandOutput output) {
        JsonObject found = server.api().get("/audit/forwarding");
        return output.printAnswer(found, out -> {
            var table = new TextTable("TARGET", "LAST ROW", "MISSING", "SENT AT", "FAILING SINCE", "PROBLEM");
            for (JsonObject target : found.list("targets")) {
                table.row(
                        target.text("target"),
                        Long.toString(target.number("position")),
                        Long.toString(target.number("missing")),
                        TextTable.localTime(target.text("sentAt")),
                        TextTable.localTime(target.text("failingSince")),
                        target.text("problem"));
            }
            table.print(out, "The log is sent to no place outside. belay.sample.yaml shows how, below audit.");
        });
    }

    @Command(
            name = "verify",
            description = {
                "Recompute the hash chain of the whole audit log. Exit code 1 if anything is wrong.",
                "With DIR: verify an export of a mailing (belay export). Needs no server."
            })
    int verify(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "folder with an export") @Nullable
                    Path export,
            @Option(
                            names = "--anchor",
                            paramLabel = "FILE",
                            description =
                                    "file with lines of \"belay audit anchor\" that you kept elsewhere; default: the anchor of this node")
                    @Nullable
                    Path anchor,
            @Option(
                            names = "--manifest",
                            paramLabel = "SHA-256",
                            description = "of an export: the number that it printed, which the audit log has too")
                    @Nullable
                    String manifest) {
        if (export != null) return verifyExport(output, export, anchor, manifest);
        if (manifest != null) throw usageError("--manifest is for an export: name its folder");
        JsonObject found = anchor == null
                ? server.api().post("/audit/verify")
                : server.api().post("/audit/verify", "text/plain", bytes(anchor));
        output.print(found, found.text("message"));
        return found.isTrue("ok") ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int verifyExport(CommandOutput output, Path folder, @Nullable Path anchor, @Nullable String manifest) {
        List<String> lines = anchor == null
                ? List.of()
                : new String(bytes(anchor), StandardCharsets.ISO_8859_1).lines().toList();
        try {
            EvidenceVerification verified = EvidenceCheck.verify(folder, Optional.ofNullable(manifest), lines);
            boolean ok = verified.findings().isEmpty();
            var answer = new LinkedHashMap<String, Object>();
            answer.put("ok", ok);
            answer.put("mailing", verified.mailing());
            answer.put("manifest", verified.manifestSha256());
            answer.put("compared", manifest != null);
            answer.put(
                    "findings",
                    verified.findings().stream()
                            .map(one -> Map.of("place", one.place(), "problem", one.problem()))
                            .toList());
            output.printAnswer(new JsonObject(answer), out -> print(out, verified, manifest != null));
            return ok ? ExitCode.DONE : ExitCode.FAILED;
        } catch (IOException e) {
            throw new CommandFailure(
                    folder + " cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ").");
        }
    }

    private static void print(PrintWriter out, EvidenceVerification verified, boolean compared) {
        verified.findings().forEach(one -> out.println(one.place() + ": " + one.problem()));
        if (!verified.findings().isEmpty()) return;
        out.println("All " + verified.files() + " files of the export of " + verified.mailing()
                + " are unchanged since " + (compared ? "it was made." : "the manifest was written."));
        if (!compared) {
            out.println("To show that the manifest itself is the one of the export, compare this number with the row"
                    + " \"export\" of the audit log, or give it with --manifest:");
            out.println(verified.manifestSha256());
        }
    }

    @Command(
            name = "anchor",
            description = {
                "Print number and hash of the newest row. Keep them where this machine cannot change them.",
                "With --begin: start a new anchor on this node. The audit log records this."
            })
    int anchor(@Mixin ServerOptions server, @Mixin CommandOutput output, @Option(names = "--begin") boolean begin) {
        JsonObject line =
                begin ? server.api().post("/audit/anchor") : server.api().get("/audit/anchor");
        return output.print(line, line.text("anchor"));
    }

    private byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw usageError(
                    "The anchor " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Command(name = "list", description = "List the newest decisions.")
    int list(
            @Mixin ServerOptions server,
            @Mixin CommandOutput output,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N", description = "at most 500") int limit,
            @Option(names = "--by", defaultValue = "", paramLabel = "ADDRESS", description = "person; belay: by itself")
                    String by,
            @Option(names = "--act", defaultValue = "", paramLabel = "WORD", description = "for example approve")
                    String act,
            @Option(names = "--about", defaultValue = "", paramLabel = "WORDS", description = "for example M-0001")
                    String about,
            @Option(names = "--search", defaultValue = "", paramLabel = "WORDS", description = "anywhere in a row")
                    String words,
            @Option(names = "--before", paramLabel = "ROW", description = "rows older than this one") @Nullable
                    Long before) {
        JsonObject answer = server.api()
                .get("/audit?limit=" + limit + "&actor=" + ApiClient.urlEncoded(by) + "&action="
                        + ApiClient.urlEncoded(act) + "&subject=" + ApiClient.urlEncoded(about) + "&q="
                        + ApiClient.urlEncoded(words) + (before == null ? "" : "&cursor=" + before));
        return output.printAnswer(answer, out -> {
            var table = new TextTable("ROW", "WHEN", "WHO", "DID", "WHAT", "MORE");
            for (JsonObject row : answer.list("entries")) {
                String more = row.object("detail").map(JsonObject::json).orElse("");
                table.row(
                        row.number("seq"),
                        TextTable.localTime(row.text("at")),
                        row.text("actor"),
                        row.text("action"),
                        row.text("subject"),
                        more);
            }
            table.print(out, "No decisions found.");
        });
    }
}
