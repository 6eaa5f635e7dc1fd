package org.belay.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.belay.audience.file.SeenAddresses;
import org.junit.jupiter.api.Test;

class WrittenAddressTest {

    @Test
    void the_domain_is_normalised_and_the_local_part_kept() {
        assertThat(WrittenAddress.parse("Nora.O'Brien+it@MAIL.Example.ORG").text())
                .isEqualTo("Nora.O'Brien+it@mail.example.org");
        assertThat(WrittenAddress.parse("ann@Bücher.example").text()).isEqualTo("ann@xn--bcher-kva.example");
        assertThat(WrittenAddress.parse("李雷@例子.example").text()).isEqualTo("李雷@xn--fsqu00a.example");
        assertThat(WrittenAddress.parse("\"ann lee\"@example.org").text()).isEqualTo("\"ann lee\"@example.org");
        assertThat(WrittenAddress.parse("e\u0301va@example.org").text()).isEqualTo("éva@example.org");
    }

    @Test
    void addresses_differ_by_dots_but_not_by_case() {
        assertThat(EmailAddress.key("Ann.Lee@example.org")).isEqualTo(EmailAddress.key("ann.lee@example.org"));
        assertThat(EmailAddress.key("annlee@example.org")).isNotEqualTo(EmailAddress.key("ann.lee@example.org"));
    }

    @Test
    void an_invalid_address_is_refused_with_a_reason() {
        refused("ann", "has no @");
        refused("ann@", "has nothing after the @");
        refused("@example.org", "has nothing before the @");
        refused("ann@@example.org", "has more than one @");
        refused("ann@example.org, bob@example.org", "holds more than one address");
        refused("ann@example.org\r\nBcc: bob@example.org", "has a control character (U+000D)");
        refused("Ann Lee <ann@example.org>", "holds more than the address; write it without a name and without < >");
        refused("ann lee@example.org", "has a space before the @");
        refused("ann@exam ple.org", "has a space after the @");
        refused("an\u0007n@example.org", "has a control character (U+0007)");
        refused("an\u200bn@example.org", "has a character that cannot be seen (U+200B)");
        refused("\u202eann@example.org", "has a character that cannot be seen (U+202E)");
        refused(".ann@example.org", "has a dot at the wrong place before the @");
        refused("ann@example..org", "has a dot at the wrong place after the @");
        refused("ann@example.org.", "has a dot at the wrong place after the @");
        refused("ann@localhost", "has no dot after the @");
        refused("ann@-example.org", "has a hyphen at the wrong place after the @");
        refused("ann@exa_mple.org", "has no valid domain after the @");
        refused("ann@192.168.1.1", "ends in a top-level domain that does not exist: .1");
        refused("ann@[192.168.1.1]", "has an IP address after the @, not a domain");
        refused("ann(x)@example.org", "has a character that no address has before the @: (");
        refused("\"ann@example.org", "has a quotation mark at the wrong place");
        refused("x".repeat(65) + "@example.org", "has more than 64 bytes before the @");
        refused("x@" + "a.".repeat(130) + "org", "is longer than 254 bytes");
    }

    @Test
    void a_domain_is_read_as_idna_2008_says() {
        assertThat(WrittenAddress.parse("ann@straße.example").text()).isEqualTo("ann@xn--strae-oqa.example");
        assertThat(WrittenAddress.parse("ann@ＥＸＡＭＰＬＥ。org").text()).isEqualTo("ann@example.org");
        assertThat(WrittenAddress.parse("ann@XN--BCHER-KVA.example").text()).isEqualTo("ann@xn--bcher-kva.example");
        // a capital I with a dot has no small letter of its own: it is not the domain istanbul.example
        assertThat(WrittenAddress.parse("ann@İstanbul.example").text())
                .isEqualTo(WrittenAddress.parse("ann@i\u0307stanbul.example").text());
        assertThat(WrittenAddress.parse("ann@παράδειγμα.ελ").text()).startsWith("ann@xn--");

        refused("bob@example.org”", "has a character that no domain has after the @: ” (U+201D)");
        refused("cem@example.org’", "has a character that no domain has after the @: ’ (U+2019)");
        refused("dee@exam–ple.org", "has a character that no domain has after the @: – (U+2013)");
        refused("jan@exam™ple.org", "has a character that no domain has after the @: ™ (U+2122)");
        refused("ann@☃.example", "has a character that no domain has after the @: ☃ (U+2603)");
        refused("ann@exa\u0378mple.org", "has a character that Unicode has not assigned (U+0378)");
        refused("ann@example.xn--org-9o0a", "has a hyphen at the wrong place after the @");
        refused("ann@xn--a.example", "has a hyphen at the wrong place after the @");
    }

    @Test
    void quotes_and_dashes_of_a_spreadsheet_are_no_part_of_an_address() {
        refused("“bob@example.org", "has a character before the @ that is no letter or digit: “ (U+201C)");
        refused("o’brien@example.org", "has a character before the @ that is no letter or digit: ’ (U+2019)");
        refused("ann–lee@example.org", "has a character before the @ that is no letter or digit: – (U+2013)");
        refused("a\u0378b@example.org", "has a character that Unicode has not assigned (U+0378)");
        assertThat(WrittenAddress.parse("josé.müller@example.org").text()).isEqualTo("josé.müller@example.org");
    }

    @Test
    void different_addresses_never_collide() {
        var seen = new SeenAddresses();
        for (int i = 2; i < 50_000; i++) {
            assertThat(seen.firstLine("p" + i + "@example.org", i)).isZero();
        }
        for (int line : List.of(2, 777, 49_999)) {
            assertThat(seen.firstLine("p" + line + "@example.org", 60_000)).isEqualTo(line);
        }
    }

    private static void refused(String written, String reason) {
        assertThatThrownBy(() -> WrittenAddress.parse(written)).as(written).hasMessage(reason);
    }
}
