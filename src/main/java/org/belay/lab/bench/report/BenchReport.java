package org.belay.lab.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.print.ProgressLine;
import org.belay.cli.print.TextTable;

/** The results by part: shown while the benchmark runs, as a table after each part, and as one line of JSON. */
public final class BenchReport {
    private final PrintWriter out;
    private final ProgressLine progress;
    private final boolean tables;
    private final Map<String, Object> head = new LinkedHashMap<>();
    private final Map<String, List<BenchFigure>> parts = new LinkedHashMap<>();
    private final Map<String, Object> curves = new TreeMap<>();
    private String part = "";
    private List<BenchFigure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param tables whether to print tables; else only progress, and JSON at the end */
    public BenchReport(PrintWriter out, PrintWriter aside, boolean tables) {
        this.out = out;
        this.tables = tables;
        progress = new ProgressLine(aside);
    }

    public void head(String name, Map<String, ?> facts) {
        head.put(name, facts);
        if (!tables) return;
        out.println(name);
        facts.forEach((fact, value) -> out.println("  " + fact + ": " + value));
        out.flush();
    }

    public void part(String name) {
        figures = new ArrayList<>();
        parts.put(name, figures);
        part = name;
        notes.clear();
    }

    public void showProgress(String what) {
        progress.show(what);
    }

    /** Adds a figure, or another round to it. */
    public void add(String what, double value, String unit) {
        for (int i = 0; i < figures.size(); i++) {
            if (figures.get(i).what().equals(what)) {
                figures.set(i, figures.get(i).withRound(value));
                return;
            }
        }
        figures.add(BenchFigure.of(what, value, unit));
    }

    /** Adds the 50th and 99th percentiles of a figure. */
    public void spread(String what) {
        figures.stream()
                .filter(figure -> figure.what().equals(what))
                .findFirst()
                .ifPresent(figure -> {
                    add(what + ", p50 of " + figure.values().size(), figure.quantile(0.5), figure.unit());
                    add(what + ", p99 of " + figure.values().size(), figure.quantile(0.99), figure.unit());
                });
    }

    /** Adds a sentence below the table of the part. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    public void curve(String name, List<?> points) {
        curves.put(name, points);
    }

    private double median(String what) {
        return figures.stream()
                .filter(figure -> figure.what().equals(what))
                .mapToDouble(BenchFigure::median)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Adds the ratio of the medians of two figures of this part. */
    public void ratio(String what, String of, String to) {
        double ratio = median(of) / median(to);
        if (Double.isFinite(ratio)) add(what, ratio, "×");
    }

    public void endOfPart() {
        String name = part;
        progress.end();
        if (!tables) return;
        out.println();
        out.println(name);
        var table = new TextTable("", "median", "min", "max", "");
        for (BenchFigure figure : figures) {
            boolean rounds = figure.values().size() > 1;
            table.row(
                    "  " + figure.what(),
                    BenchFigure.shown(figure.median()),
                    rounds ? BenchFigure.shown(figure.quantile(0)) : "",
                    rounds ? BenchFigure.shown(figure.quantile(1)) : "",
                    figure.unit());
        }
        table.print(out, "  nothing measured");
        notes.forEach(note -> out.println("  " + note));
        out.flush();
    }

    public String json() {
        var json = new LinkedHashMap<String, Object>(head);
        var all = new LinkedHashMap<String, Object>();
        parts.forEach((name, figures) ->
                all.put(name, figures.stream().map(BenchReport::json).toList()));
        json.put("parts", all);
        json.put("curves", curves);
        return JsonCodec.write(json);
    }

    private static Map<String, Object> json(BenchFigure figure) {
        return Map.of(
                "what", figure.what(), "unit", figure.unit(), "median", figure.median(), "rounds", figure.values());
    }
}
