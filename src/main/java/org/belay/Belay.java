package org.belay;

import java.security.Security;
import org.belay.bench.BenchCommand;
import org.belay.cli.BelayCommand;
import org.belay.story.StoryCommand;

/** Starts Belay: reads the command line and does what it says. */
public final class Belay {
    private Belay() {}

    public static void main(String[] args) {
        // Java remembers for 10 s that a name has no address; a relay whose name is back should be reached at once.
        // Read once, at the first look-up, so it is said here.
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        System.exit(BelayCommand.with(new SandboxCommand(), new StoryCommand(), new ServeCommand(), new BenchCommand())
                .execute(args));
    }
}
