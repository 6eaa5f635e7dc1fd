package org.belay.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {
    private static final AtomicInteger ACCEPTED = new AtomicInteger();

    @Property(tries = 5000)
    void no_accepted_address_ends_its_command_or_its_header(@ForAll("candidates") String text) throws Exception {
        Optional<EmailAddress> found = EmailAddress.find(text);
        if (found.isEmpty()) {
            assertThat(EmailAddress.problem(text)).isPresent();
            return;
        }
        ACCEPTED.incrementAndGet();
        EmailAddress address = found.get();
        assertThat(address.localPart() + "@" + address.domain()).isEqualTo(text).isEqualTo(address.text());
        assertThat(text.chars()).noneMatch(c -> c < ' ' || c == 127);
        assertThat(endOfPath("RCPT TO:<" + text + ">")).isEqualTo("RCPT TO:<".length() + text.length());
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        assertThat(octets).hasSizeLessThanOrEqualTo(EmailAddress.MAX_OCTETS);
        assertThat(new String(octets, StandardCharsets.UTF_8)).isEqualTo(text);
        if (!address.needsUtf8()) { // AddressHeader encodes others
            InternetAddress[] read = InternetAddress.parseHeader("Ann <" + text + ">", false);
            assertThat(read).extracting(InternetAddress::getAddress).containsExactly(text);
        }
    }

    @Property(tries = 3000)
    void an_address_that_was_read_is_read_again_as_itself(@ForAll("candidates") String text) {
        WrittenAddress.find(text).ifPresent(address -> {
            ACCEPTED.incrementAndGet();
            assertThat(WrittenAddress.parse(address.text())).isEqualTo(address);
            assertThat(EmailAddress.isAscii(address.domain())).isTrue();
            assertThat(new EmailAddress(address.key()).key()).isEqualTo(address.key());
        });
    }

    @AfterContainer
    static void many_candidates_were_addresses() {
        assertThat(ACCEPTED.get()).isGreaterThan(800);
    }

    @ParameterizedTest
    @CsvSource({
        "bounces@example.org, bounces+id@example.org",
        "'\"a b\"@example.org', '\"a b+id\"@example.org'",
        "a@[192.0.2.1], a+id@[192.0.2.1]"
    })
    void a_detail_is_part_of_the_local_part(String text, String detailed) {
        assertThat(new EmailAddress(text).withDetail("id").text()).isEqualTo(detailed);
    }

    @Test
    void an_address_is_refused_with_a_reason() {
        refused("ann", "has no @");
        refused("ann\u0085@example.org", "has a control character (U+0085)");
        refused("ann\ud800@example.org", "has a control character (U+D800)");
        refused("ann@exa mple.org", "has a space after the @");
        refused("ann@example.org>", "has a character that no address has after the @: >");
        refused("\"a\"b\"@example.org", "has a quotation mark at the wrong place");
        refused("\"a\\\"@example.org", "has a quotation mark at the wrong place");
        refused("ann@[192.0.2.1]x", "has a character that no address has after the @: [");
        refused("ö".repeat(33) + "@example.org", "has more than 64 bytes before the @");
    }

    private static void refused(String text, String reason) {
        assertThatThrownBy(() -> new EmailAddress(text)).as(text).hasMessage(reason);
    }

    /** Where a server that reads RFC 5321 4.1.2 strictly finds the end of the path. */
    private static int endOfPath(String command) {
        boolean quoted = false;
        for (int i = command.indexOf('<'); i < command.length(); i++) {
            char c = command.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Mostly addresses, with the characters that have a meaning in a command or a header. */
    @Provide
    static Arbitrary<String> candidates() {
        Arbitrary<String> atom = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .withChars("0.+'-ßÄ李\u0301")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> hostile = Arbitraries.strings()
                .withChars("a@<>\\\",;:()[] .\r\n\t\0\u007f\u0085\u00a0\u2028\ud800\ue000ö")
                .ofMaxLength(5);
        Arbitrary<String> quoted = hostile.map(inner -> "\"" + inner + "\"");
        Arbitrary<String> local = Arbitraries.frequencyOf(tuple(6, atom), tuple(2, quoted), tuple(1, hostile));
        Arbitrary<String> domain = Arbitraries.frequencyOf(
                tuple(4, Arbitraries.of("example.org", "EXAMPLE.org", "bücher.example", "straße.example")),
                tuple(2, atom.map(name -> name + ".org")),
                tuple(1, Arbitraries.of("[192.0.2.1]", "[IPv6:2001:db8::1]", "[a]b", "例子.example")),
                tuple(1, hostile));
        Arbitrary<String> end = Arbitraries.frequencyOf(tuple(8, Arbitraries.just("")), tuple(1, hostile));
        return Combinators.combine(local, domain, end).as((l, d, e) -> l + "@" + d + e);
    }

    private static Tuple.Tuple2<Integer, Arbitrary<? extends String>> tuple(int weight, Arbitrary<String> one) {
        return Tuple.of(weight, one);
    }
}
