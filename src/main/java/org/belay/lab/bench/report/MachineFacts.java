package org.belay.lab.bench.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.lab.process.TemporaryHome;

/** Facts about the machine; a figure without them is meaningless. */
public final class MachineFacts {
    private MachineFacts() {}

    public static Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("processor", line("/proc/cpuinfo", "model name"));
        facts.put("memory", line("/proc/meminfo", "MemTotal"));
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("load before", firstWord("/proc/loadavg"));
        double fsyncs = fsyncsPerSecond();
        facts.put(
                "disk",
                BenchFigure.shown(fsyncs) + " sequential fsyncs/s of 4 KiB (" + BenchFigure.shown(1000 / fsyncs)
                        + " ms each)");
        return facts;
    }

    private static double fsyncsPerSecond() {
        try (TemporaryHome home = TemporaryHome.create("belay-bench-disk-")) {
            Path file = home.path().resolve("probe");
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var page = ByteBuffer.allocate(4096);
                long began = System.nanoTime();
                int syncs = 0;
                while (System.nanoTime() - began < 1_000_000_000L) {
                    page.clear();
                    channel.write(page);
                    channel.force(false);
                    syncs++;
                }
                return syncs / ((System.nanoTime() - began) / 1e9);
            } catch (IOException e) {
                return Double.NaN;
            }
        }
    }

    private static String line(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String firstWord(String file) {
        try {
            return Files.readString(Path.of(file)).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
