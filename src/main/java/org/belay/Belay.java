package org.belay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Locale;
import org.belay.bench.BenchCommand;
import org.belay.cli.BelayCommand;
import org.belay.story.StoryCommand;

/** Starts Belay: reads the command line and does what it says. */
public final class Belay {
    private Belay() {}

    public static void main(String[] args) {
        asEverywhere();
        // Java remembers for 10 s that a name has no address; a relay whose name is back should be reached at once.
        // Read once, at the first look-up, so it is said here.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        System.exit(BelayCommand.with(new SandboxCommand(), new StoryCommand(), new ServeCommand(), new BenchCommand())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    /**
     * The same results on every machine: what is written without a stated language is English, whatever {@code LANG} says (in Turkish,
     * IT becomes ıt; in Arabic, 12 has other digits), and the terminal gets UTF-8. Languages of readers are always stated.
     */
    static void asEverywhere() {
        Locale.setDefault(Locale.ENGLISH);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
