package org.belay.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Heap usage of the server after each garbage collection, from its GC log: the memory that is still referenced. */
record HeapUsage(List<HeapSample> points) {
    private static final Pattern COLLECTION =
            Pattern.compile("\\[(\\d+\\.\\d+)s].*Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\).*");

    /** @param seconds since the process started */
    record HeapSample(double seconds, int mebibytes) {}

    static HeapUsage read(Path log) {
        var points = new ArrayList<HeapSample>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.forEach(line -> {
                Matcher collection = COLLECTION.matcher(line);
                if (collection.matches()) {
                    points.add(new HeapSample(
                            Double.parseDouble(collection.group(1)), Integer.parseInt(collection.group(3))));
                }
            });
        } catch (IOException e) {
            return new HeapUsage(List.of());
        }
        return new HeapUsage(points);
    }

    /** The points between two times since the start of the process. */
    HeapUsage between(double from, double to) {
        return new HeapUsage(points.stream()
                .filter(point -> point.seconds() >= from && point.seconds() <= to)
                .toList());
    }

    boolean known() {
        return !points.isEmpty();
    }

    double highest() {
        return points.stream().mapToInt(HeapSample::mebibytes).max().orElse(0);
    }

    double lastSeconds() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).seconds();
    }

    /** The maximum of each tenth of the points. */
    List<Integer> tenths() {
        var tenths = new ArrayList<Integer>();
        for (int i = 0; i < 10 && known(); i++) {
            int from = points.size() * i / 10;
            int to = Math.max(from + 1, points.size() * (i + 1) / 10);
            tenths.add(points.subList(from, Math.min(points.size(), to)).stream()
                    .mapToInt(HeapSample::mebibytes)
                    .max()
                    .orElse(0));
        }
        return tenths;
    }
}
