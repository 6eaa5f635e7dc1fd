package org.belay.story;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.belay.cli.Answer;
import org.belay.cli.Json;
import org.belay.cli.Table;
import org.belay.sandbox.Mail.Kind;
import org.belay.sandbox.MemoryPeaks;
import org.belay.sandbox.Processes;

/** The result of the story: counts, promises, time and memory, as text and as one line of JSON. */
record Ending(
        Judge judge, List<Verdict> verdicts, List<Kills.Kill> kills, Answer standing, MemoryPeaks peaks, long nanos) {

    boolean allHold() {
        return verdicts.stream().allMatch(Verdict::holds);
    }

    void tell(PrintWriter out) {
        out.println();
        out.println("6. The records of Belay, and the mailboxes");
        Map<String, Object> notice = counts("notice");
        Map<String, Object> correction = correctionCounts();
        var states = new LinkedHashSet<>(notice.keySet());
        states.addAll(correction.keySet());
        var table = new Table("", "NOTICE", "CORRECTION");
        for (String state : states) {
            table.row("record: " + state, notice.getOrDefault(state, 0L), correction.getOrDefault(state, 0L));
        }
        table.row("mailboxes: people who have it", judge.noticed(), judge.corrected());
        table.row("mailboxes: second copies", judge.again(Kind.NOTICE), judge.again(Kind.CORRECTION));
        table.print(out, "");

        out.println();
        out.println("7. The promises, checked against the mailboxes");
        for (Verdict verdict : verdicts) {
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
        json.put("people", standing.number("people"));
        json.put("notice", counts("notice"));
        json.put("correction", correctionCounts());
        json.put(
                "mailboxes",
                Map.of(
                        "noticed", judge.noticed(),
                        "corrected", judge.corrected(),
                        "noticeCopiesMore", judge.again(Kind.NOTICE),
                        "correctionCopiesMore", judge.again(Kind.CORRECTION)));
        var kept = new LinkedHashMap<String, Object>();
        verdicts.forEach(verdict -> kept.put(verdict.promise(), verdict.holds()));
        json.put("promises", kept);
        var killed = new ArrayList<Map<String, Object>>();
        for (Kills.Kill kill : kills) {
            killed.add(Map.of("during", kill.during(), "mails", kill.mailsThere(), "inFlight", kill.between()));
        }
        json.put("kills", killed);
        json.put("seconds", Math.round(seconds() * 10) / 10.0);
        json.put("peakMebibytes", Map.of("server", peaks.server(), "database", peaks.database(), "story", own()));
        return Json.write(json);
    }

    private Map<String, Object> counts(String dispatch) {
        return standing.object(dispatch).map(Answer::members).orElse(Map.of());
    }

    private Map<String, Object> correctionCounts() {
        return standing.object("correction")
                .flatMap(correction -> correction.object("counts"))
                .map(Answer::members)
                .orElse(Map.of());
    }

    private double seconds() {
        return nanos / 1e9;
    }

    private static long own() {
        return Processes.peakMebibytes(ProcessHandle.current().pid());
    }
}
