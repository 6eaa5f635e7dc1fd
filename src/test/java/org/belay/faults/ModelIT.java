package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The model of the ledger, run by the model checker if it is installed; takes minutes, so only in the profile {@code
 * soak}.
 */
@Tag("soak")
class ModelIT {
    private static final int NO_MODEL_CHECKER = 77;

    @Test
    void every_rule_of_the_ledger_is_needed_and_with_all_rules_the_promises_hold()
            throws IOException, InterruptedException {
        Process check = new ProcessBuilder("bash", Path.of("docs/model/run.sh").toString(), "fast")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes());
        System.out.print(said);

        int code = check.waitFor();

        assumeTrue(code != NO_MODEL_CHECKER, said);
        assertThat(code).as(said).isZero();
    }
}
