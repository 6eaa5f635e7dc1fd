package org.belay.lab.story;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.lab.process.LinuxProcesses;
import org.belay.lab.process.MemoryPeaks;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;

/** The result of the story: counts, promises, time and memory, as text and as one line of JSON. */
record StoryResult(
        PromiseCheck judge,
        List<PromiseResult> verdicts,
        List<KillRounds.ServerKill> kills,
        JsonObject status,
        MemoryPeaks peaks,
        long nanos) {

    boolean allHold() {
        return verdicts.stream().allMatch(PromiseResult::holds);
    }

    void print(PrintWriter out) {
        out.println();
        out.println("6. The records of Belay, and the mailboxes");
        Map<String, Object> notice = counts("notice");
        Map<String, Object> correction = correctionCounts();
        var states = new LinkedHashSet<>(notice.keySet());
        states.addAll(correction.keySet());
        var table = new TextTable("", "NOTICE", "CORRECTION");
        for (String state : states) {
            table.row("record: " + state, notice.getOrDefault(state, 0L), correction.getOrDefault(state, 0L));
        }
        table.row("mailboxes: people who have it", judge.noticed(), judge.corrected());
        table.row(
                "mailboxes: second copies", judge.extraCopies(MailKind.NOTICE), judge.extraCopies(MailKind.CORRECTION));
        table.print(out, "");

        out.println();
        out.println("7. The promises, checked against the mailboxes");
        for (PromiseResult verdict : verdicts) {
            out.println((verdict.holds() ? "  kept    " : "  BROKEN  ") + verdict.promise() + "  " + verdict.words());
            verdict.breaches().forEach(breach -> out.println("              " + breach));
        }
        out.println();
        out.println(String.format(Locale.ROOT, "%.1f s", seconds()) + "; peak memory: server " + peaks.server()
                + " MiB, its PostgreSQL " + peaks.database() + " MiB, this process with the mailboxes " + own()
                + " MiB");
        out.flush();
    }

    String json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("people", status.number("people"));
        json.put("notice", counts("notice"));
        json.put("correction", correctionCounts());
        json.put(
                "mailboxes",
                Map.of(
                        "noticed", judge.noticed(),
                        "corrected", judge.corrected(),
                        "noticeCopiesMore", judge.extraCopies(MailKind.NOTICE),
                        "correctionCopiesMore", judge.extraCopies(MailKind.CORRECTION)));
        var kept = new LinkedHashMap<String, Object>();
        verdicts.forEach(verdict -> kept.put(verdict.promise(), verdict.holds()));
        json.put("promises", kept);
        var killed = new ArrayList<Map<String, Object>>();
        for (KillRounds.ServerKill kill : kills) {
            killed.add(Map.of("during", kill.during(), "mails", kill.mailsArrived(), "inFlight", kill.inFlight()));
        }
        json.put("kills", killed);
        json.put("seconds", Math.round(seconds() * 10) / 10.0);
        json.put("peakMebibytes", Map.of("server", peaks.server(), "database", peaks.database(), "story", own()));
        return JsonCodec.write(json);
    }

    private Map<String, Object> counts(String dispatch) {
        return status.object(dispatch).map(JsonObject::members).orElse(Map.of());
    }

    private Map<String, Object> correctionCounts() {
        return status.object("correction")
                .flatMap(correction -> correction.object("counts"))
                .map(JsonObject::members)
                .orElse(Map.of());
    }

    private double seconds() {
        return nanos / 1e9;
    }

    private static long own() {
        return LinuxProcesses.peakMebibytes(ProcessHandle.current().pid());
    }
}
