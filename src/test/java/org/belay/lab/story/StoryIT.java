package org.belay.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the story with the packaged program. */
class StoryIT {
    @TempDir
    private Path folder;

    @Test
    void the_promises_hold_when_server_and_database_are_killed() throws Exception {
        String output = story("--people", "300", "--kill", "--kill-database", "--output", "json");
        String[] lines = output.strip().split("\n");
        assertThat(lines[lines.length - 1])
                .contains("\"promises\":{\"I1\":true,\"I2\":true,\"I3\":true,\"I5\":true}")
                .contains("\"during\":\"NOTICE\"")
                .contains("\"during\":\"CORRECTION\"");
    }

    private String story(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", "target/dist/belay.jar", "story"));
        command.addAll(List.of(options));
        Path output = folder.resolve("told.txt");
        Process story = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(story.waitFor(15, TimeUnit.MINUTES)).as("it comes to an end").isTrue();
        assertThat(story.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
