package org.belay.lab.story;

import java.io.PrintWriter;
import org.belay.cli.print.ProgressLine;

/** Prints the story while it runs: to standard output, or to standard error if standard output is for JSON. */
final class StoryOutput {
    private final PrintWriter out;
    private final ProgressLine progress;

    StoryOutput(PrintWriter out) {
        this.out = out;
        this.progress = new ProgressLine(out);
    }

    void chapter(String title) {
        progress.end();
        out.println();
        out.println(title);
        out.flush();
    }

    void line(String words) {
        progress.end();
        words.lines().forEach(line -> out.println("  " + line));
        out.flush();
    }

    void progress(String words) {
        progress.show("  " + words);
    }

    PrintWriter out() {
        progress.end();
        return out;
    }
}
