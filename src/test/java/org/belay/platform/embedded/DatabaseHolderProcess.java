package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.belay.platform.RequestRefused;

/** A Belay in a separate process, to be killed. Prints the process id of the server, then waits for the end of its input. */
final class DatabaseHolderProcess {
    private DatabaseHolderProcess() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]))) {
            System.out.println(postgres.pid());
            while (System.in.read() >= 0) {}
        } catch (RequestRefused refused) {
            System.out.println(refused.getMessage());
        }
    }
}
