package org.belay.delivery.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RelayProfilesPageTest {
    private static final Path PAGE = Path.of("docs/relay-profiles.md");

    @Test
    void the_page_has_the_figures_of_every_profile() throws IOException {
        String page = Files.readString(PAGE);
        for (RelayProfile profile : RelayProfiles.all()) {
            assertThat(page).contains(row(profile.name(), profile.limits()));
        }
    }

    @Test
    void the_page_names_every_reply_that_is_about_the_relay() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(ReplyRules.EVERYWHERE).allMatch(meaning -> page.contains("`" + numbers(meaning)));
        for (RelayProfile profile : RelayProfiles.all()) {
            assertThat(profile.rules()).allMatch(meaning -> page.contains("`" + numbers(meaning)));
        }
    }

    private static String numbers(ReplyRule meaning) {
        return (meaning.code() + " " + meaning.enhanced()).strip();
    }

    private static String row(String name, RelayLimits limits) {
        return "| `%s` | %d | %s | %d | %s | %s | %d | %s |"
                .formatted(
                        name,
                        limits.connections(),
                        limits.messagesPerConnection() == 0 ? "no limit" : limits.messagesPerConnection(),
                        limits.recipientsPerMessage(),
                        rate(limits),
                        limits.daily() ? "%,d rolling".formatted(limits.recipientsPerDay()) : "none",
                        limits.refusalsPerConnection(),
                        limits.overlap() ? "yes" : "no");
    }

    private static String rate(RelayLimits limits) {
        if (limits.messagesPerMinute() > 0) {
            return limits.messagesPerMinute() + " messages a minute";
        }
        return limits.recipientsPerSecond() > 0 ? limits.recipientsPerSecond() + " recipients a second" : "none";
    }
}
