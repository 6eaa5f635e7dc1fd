package org.belay.web.templates;

import java.util.ArrayList;
import java.util.List;
import org.belay.template.files.FileDiff;
import org.belay.template.files.LineDiff;
import org.belay.template.files.LineDiff.LineChange;

/**
 * The differences of two versions of a file for a page: changed lines with {@value #AROUND} lines of context; longer unchanged sections are
 * folded.
 */
public record FileComparison(
        String name, FileDiff.FileChange change, long added, long removed, List<DiffSection> stretches) {
    private static final int AROUND = 3;

    /** @param folded whether the section is unchanged and can be folded */
    public record DiffSection(boolean folded, List<DiffRow> rows) {}

    /** A line, in pieces if only some of its words changed. */
    public record DiffRow(LineChange change, int before, int after, List<WordDiff.DiffPiece> pieces) {}

    static List<FileComparison> of(List<FileDiff> differences) {
        return differences.stream().map(FileComparison::of).toList();
    }

    static FileComparison of(FileDiff diff) {
        return new FileComparison(
                diff.name(),
                diff.change(),
                diff.lines().count(LineChange.ADDED),
                diff.lines().count(LineChange.REMOVED),
                stretches(rows(diff.lines().lines())));
    }

    private static List<DiffRow> rows(List<LineDiff.DiffLine> lines) {
        var rows = new ArrayList<DiffRow>();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).change() == LineChange.SAME) {
                rows.add(row(lines.get(at), WordDiff.whole(lines.get(at).text())));
                at++;
                continue;
            }
            int end = at;
            while (end < lines.size() && lines.get(end).change() != LineChange.SAME) end++;
            List<LineDiff.DiffLine> run = lines.subList(at, end);
            changed(only(run, LineChange.REMOVED), only(run, LineChange.ADDED), rows);
            at = end;
        }
        return rows;
    }

    /** Compares the first removed line with the first added line, and so on. */
    private static void changed(List<LineDiff.DiffLine> gone, List<LineDiff.DiffLine> come, List<DiffRow> rows) {
        int pairs = Math.min(gone.size(), come.size());
        var after = new ArrayList<DiffRow>();
        for (int i = 0; i < pairs; i++) {
            WordDiff words = WordDiff.of(gone.get(i).text(), come.get(i).text());
            rows.add(row(gone.get(i), words.before()));
            after.add(row(come.get(i), words.after()));
        }
        gone.subList(pairs, gone.size()).forEach(line -> rows.add(row(line, WordDiff.whole(line.text()))));
        rows.addAll(after);
        come.subList(pairs, come.size()).forEach(line -> rows.add(row(line, WordDiff.whole(line.text()))));
    }

    private static List<LineDiff.DiffLine> only(List<LineDiff.DiffLine> run, LineChange change) {
        return run.stream().filter(line -> line.change() == change).toList();
    }

    private static DiffRow row(LineDiff.DiffLine line, List<WordDiff.DiffPiece> pieces) {
        return new DiffRow(line.change(), line.before(), line.after(), pieces);
    }

    private static List<DiffSection> stretches(List<DiffRow> rows) {
        var stretches = new ArrayList<DiffSection>();
        int at = 0;
        while (at < rows.size()) {
            int end = at;
            boolean folded = farFromChanges(rows, at);
            while (end < rows.size() && farFromChanges(rows, end) == folded) end++;
            stretches.add(new DiffSection(folded, rows.subList(at, end)));
            at = end;
        }
        return stretches;
    }

    private static boolean farFromChanges(List<DiffRow> rows, int at) {
        return rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), at + AROUND + 1)).stream()
                .allMatch(row -> row.change() == LineChange.SAME);
    }
}
