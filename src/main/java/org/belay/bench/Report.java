package org.belay.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.belay.cli.Json;
import org.belay.cli.ProgressLine;
import org.belay.cli.Table;

/** The results by part: shown while the benchmark runs, as a table after each part, and as one line of JSON. */
final class Report {
    private final PrintWriter out;
    private final ProgressLine progress;
    private final boolean tables;
    private final Map<String, Object> head = new LinkedHashMap<>();
    private final Map<String, List<Figure>> parts = new LinkedHashMap<>();
    private final Map<String, Object> curves = new TreeMap<>();
    private String part = "";
    private List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param tables whether to print tables; else only progress, and JSON at the end */
    Report(PrintWriter out, PrintWriter aside, boolean tables) {
        this.out = out;
        this.tables = tables;
        progress = new ProgressLine(aside);
    }

    void head(String name, Map<String, ?> facts) {
        head.put(name, facts);
        if (!tables) return;
        out.println(name);
        facts.forEach((fact, value) -> out.println("  " + fact + ": " + value));
        out.flush();
    }

    void part(String name) {
        figures = new ArrayList<>();
        parts.put(name, figures);
        part = name;
        notes.clear();
    }

    void now(String what) {
        progress.show(what);
    }

    /** Adds a figure, or another round to it. */
    void add(String what, double value, String unit) {
        for (int i = 0; i < figures.size(); i++) {
            if (figures.get(i).what().equals(what)) {
                figures.set(i, figures.get(i).and(value));
                return;
            }
        }
        figures.add(Figure.of(what, value, unit));
    }

    /** Adds the 50th and 99th percentiles of a figure. */
    void spread(String what) {
        figures.stream()
                .filter(figure -> figure.what().equals(what))
                .findFirst()
                .ifPresent(figure -> {
                    add(what + ", p50 of " + figure.values().size(), figure.quantile(0.5), figure.unit());
                    add(what + ", p99 of " + figure.values().size(), figure.quantile(0.99), figure.unit());
                });
    }

    /** Adds a sentence below the table of the part. */
    void note(String sentence) {
        notes.add(sentence);
    }

    void curve(String name, List<?> points) {
        curves.put(name, points);
    }

    private double median(String what) {
        return figures.stream()
                .filter(figure -> figure.what().equals(what))
                .mapToDouble(Figure::median)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Adds the ratio of the medians of two figures of this part. */
    void ratio(String what, String of, String to) {
        double ratio = median(of) / median(to);
        if (Double.isFinite(ratio)) add(what, ratio, "×");
    }

    void endOfPart() {
        String name = part;
        progress.end();
        if (!tables) return;
        out.println();
        out.println(name);
        var table = new Table("", "median", "min", "max", "");
        for (Figure figure : figures) {
            boolean rounds = figure.values().size() > 1;
            table.row(
                    "  " + figure.what(),
                    Figure.shown(figure.median()),
                    rounds ? Figure.shown(figure.quantile(0)) : "",
                    rounds ? Figure.shown(figure.quantile(1)) : "",
                    figure.unit());
        }
        table.print(out, "  nothing measured");
        notes.forEach(note -> out.println("  " + note));
        out.flush();
    }

    String json() {
        var json = new LinkedHashMap<String, Object>(head);
        var all = new LinkedHashMap<String, Object>();
        parts.forEach((name, figures) ->
                all.put(name, figures.stream().map(Report::json).toList()));
        json.put("parts", all);
        json.put("curves", curves);
        return Json.write(json);
    }

    private static Map<String, Object> json(Figure figure) {
        return Map.of(
                "what", figure.what(), "unit", figure.unit(), "median", figure.median(), "rounds", figure.values());
    }
}
