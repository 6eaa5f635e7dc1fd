package org.belay;

import org.belay.cli.BelayCommand;
import org.belay.story.StoryCommand;

/** Starts Belay: reads the command line and does what it says. */
public final class Belay {
    private Belay() {}

    public static void main(String[] args) {
        System.exit(BelayCommand.with(new SandboxCommand(), new StoryCommand(), new ServeCommand())
                .execute(args));
    }
}
