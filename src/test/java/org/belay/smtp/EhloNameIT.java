package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RelayRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The EHLO name, and the message if the relay refuses it. */
class EhloNameIT {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"127.0.0.1, EHLO [127.0.0.1]", "::1, 'EHLO [IPv6:0:0:0:0:0:0:0:1]'"})
    void s60_without_a_full_name_it_gives_the_local_address_of_the_connection(String host, String said) {
        var record = new RelayRecord(dir.resolve("record.tsv"), RelayRecord.Durability.WRITE);
        try (FaultyRelay relay = FaultyRelay.start(new InetSocketAddress(host, 0), record)) {
            SmtpSession.open(RelayAddress.of(host, relay.port(), TransportSecurity.NONE, ""))
                    .close();

            assertThat(relay.heard().get(0).command()).isEqualTo(said);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 4.7.0 Try again later, closing connection. (EHLO) | false",
                "504 5.5.2 <host>: Helo command rejected: need fully-qualified hostname | true",
                "501 5.5.4 Invalid domain name | true"
            })
    void s60_after_a_refused_name_the_message_names_the_setting(String line, boolean permanent) {
        try (FaultyRelay relay = FaultyRelay.start()) {
            relay.at(FaultPoint.EHLO).reply(line);
            relay.at(FaultPoint.HELO).reply(line);

            var told = catchThrowableOfType(
                    RelayUnavailable.class,
                    () -> SmtpSession.open(
                            RelayAddress.of("127.0.0.1", relay.port(), TransportSecurity.NONE, "host.example.org")));

            assertThat(told).hasMessageContaining("relay.ehlo-name").hasMessageContaining("host.example.org");
            assertThat(told.permanent()).isEqualTo(permanent);
        }
    }

    @Test
    void a_configured_name_is_given() {
        try (FaultyRelay relay = FaultyRelay.start()) {
            SmtpSession.open(RelayAddress.of("127.0.0.1", relay.port(), TransportSecurity.NONE, "mail.example.org"))
                    .close();

            assertThat(relay.heard().get(0).command()).isEqualTo("EHLO mail.example.org");
        }
    }
}
