package org.belay.web.templates;

import java.util.ArrayList;
import java.util.List;
import org.belay.template.FileDiff;
import org.belay.template.LineDiff;
import org.belay.template.LineDiff.Change;

/**
 * The differences of two versions of a file for a page: changed lines with {@value #AROUND} lines of context; longer unchanged sections are
 * folded.
 */
public record Comparison(String name, FileDiff.Change change, long added, long removed, List<Stretch> stretches) {
    private static final int AROUND = 3;

    /** @param folded whether the section is unchanged and can be folded */
    public record Stretch(boolean folded, List<Row> rows) {}

    /** A line, in pieces if only some of its words changed. */
    public record Row(Change change, int before, int after, List<WordDiff.Piece> pieces) {}

    static List<Comparison> of(List<FileDiff> differences) {
        return differences.stream().map(Comparison::of).toList();
    }

    static Comparison of(FileDiff diff) {
        return new Comparison(
                diff.name(),
                diff.change(),
                diff.lines().count(Change.ADDED),
                diff.lines().count(Change.REMOVED),
                stretches(rows(diff.lines().lines())));
    }

    private static List<Row> rows(List<LineDiff.Line> lines) {
        var rows = new ArrayList<Row>();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).change() == Change.SAME) {
                rows.add(row(lines.get(at), WordDiff.whole(lines.get(at).text())));
                at++;
                continue;
            }
            int end = at;
            while (end < lines.size() && lines.get(end).change() != Change.SAME) end++;
            List<LineDiff.Line> run = lines.subList(at, end);
            changed(only(run, Change.REMOVED), only(run, Change.ADDED), rows);
            at = end;
        }
        return rows;
    }

    /** Compares the first removed line with the first added line, and so on. */
    private static void changed(List<LineDiff.Line> gone, List<LineDiff.Line> come, List<Row> rows) {
        int pairs = Math.min(gone.size(), come.size());
        var after = new ArrayList<Row>();
        for (int i = 0; i < pairs; i++) {
            WordDiff words = WordDiff.of(gone.get(i).text(), come.get(i).text());
            rows.add(row(gone.get(i), words.before()));
            after.add(row(come.get(i), words.after()));
        }
        gone.subList(pairs, gone.size()).forEach(line -> rows.add(row(line, WordDiff.whole(line.text()))));
        rows.addAll(after);
        come.subList(pairs, come.size()).forEach(line -> rows.add(row(line, WordDiff.whole(line.text()))));
    }

    private static List<LineDiff.Line> only(List<LineDiff.Line> run, Change change) {
        return run.stream().filter(line -> line.change() == change).toList();
    }

    private static Row row(LineDiff.Line line, List<WordDiff.Piece> pieces) {
        return new Row(line.change(), line.before(), line.after(), pieces);
    }

    private static List<Stretch> stretches(List<Row> rows) {
        var stretches = new ArrayList<Stretch>();
        int at = 0;
        while (at < rows.size()) {
            int end = at;
            boolean folded = farFromChanges(rows, at);
            while (end < rows.size() && farFromChanges(rows, end) == folded) end++;
            stretches.add(new Stretch(folded, rows.subList(at, end)));
            at = end;
        }
        return stretches;
    }

    private static boolean farFromChanges(List<Row> rows, int at) {
        return rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), at + AROUND + 1)).stream()
                .allMatch(row -> row.change() == Change.SAME);
    }
}
