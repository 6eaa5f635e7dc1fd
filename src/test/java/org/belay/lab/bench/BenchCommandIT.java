package org.belay.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.print.ExitCode;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RelayBehaviour;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command end to end as a smoke test; the figures mean nothing. */
@ExtendWith(FaultyRelayExtension.class)
class BenchCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_states_of_belay_match_the_record_of_the_users_relay(FaultyRelay relay, @TempDir Path folder)
            throws IOException {
        relay.behaving(RelayBehaviour.generic()).scripted("RCPT for p3@bench.example: 550 5.1.1 no such user");
        Path record = folder.resolve("believed.csv");

        int exit = bench("--relay", "127.0.0.1:" + relay.port(), "--people", "60", "--record", record.toString());

        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.DONE);
        List<String> states = Files.readAllLines(record);
        assertThat(states.get(0)).isEqualTo("address,dispatch,state,attempts,message_id");
        assertThat(states).anyMatch(line -> line.startsWith("p3@bench.example,NOTICE,REJECTED,1,"));
        assertThat(accepted(states)).containsExactlyInAnyOrderElementsOf(taken(relay));
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void a_single_part_prints_one_line_of_json() {
        int exit = bench("--people", "30", "--only", "sizes", "--output", "json");

        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.DONE);
        var json = (Map<?, ?>) JsonCodec.read(out.toString().strip());
        assertThat(json.get("machine"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("cores");
        assertThat(json.get("parts").toString()).contains("30 people: rate");
    }

    private int bench(String... arguments) {
        var all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        return BelayCommand.with(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private static List<String> accepted(List<String> states) {
        return states.stream()
                .map(line -> line.split(","))
                .filter(fields -> fields[2].equals("ACCEPTED"))
                .map(fields -> fields[0] + " " + fields[4])
                .toList();
    }

    private static List<String> taken(FaultyRelay relay) {
        return relay.took().stream().map(BenchCommandIT::mail).toList();
    }

    private static String mail(AcceptedRecipient taken) {
        return taken.recipient() + " " + taken.messageId();
    }
}
