package org.belay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Locale;
import org.belay.cli.BelayCommand;
import org.belay.lab.FaultyRelayCommand;
import org.belay.lab.bench.BenchCommand;
import org.belay.lab.story.StoryCommand;

/** Entry point: runs the command that the command line names. */
public final class Belay {
    private Belay() {}

    public static void main(String[] args) {
        useFixedLocale();
        // Java caches a failed DNS look-up for 10 s; a relay whose name resolves again must be reached at once. Java
        // reads this property once, at the first look-up, so it is set here.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        System.exit(BelayCommand.with(
                        new SandboxCommand(),
                        new StoryCommand(),
                        new ServeCommand(),
                        new BenchCommand(),
                        new FaultyRelayCommand())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    /**
     * Makes results independent of the machine: the default locale is English whatever {@code LANG} says (in Turkish,
     * IT becomes ıt; in Arabic, 12 has other digits), and the terminal gets UTF-8. Text for readers always names its
     * language.
     */
    static void useFixedLocale() {
        Locale.setDefault(Locale.ENGLISH);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
