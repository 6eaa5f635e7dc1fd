package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.Role;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first start of serve: there are no users, and a link on the console creates the first administrator. */
class FirstAdministratorIT {
    private static final Pattern LINK = Pattern.compile("http://\\S+(/first/\\S+)");

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static final Map<String, String> FORM = Map.of(
            "name", "Ada Admin",
            "address", "ada@example.org",
            "password", "correct horse battery",
            "again", "correct horse battery");

    @Test
    void the_link_on_the_console_makes_one_administrator_once(Users users, AuditLog audit) {
        String link = linkOnTheConsole();
        String unused = linkOnTheConsole();
        var browser = new HttpBrowser(belay);

        assertThat(browser.get(link + "x").statusCode()).isEqualTo(404);
        assertThat(browser.get(link).statusCode()).isEqualTo(200);

        var differing = new HashMap<>(FORM);
        differing.put("again", "correct horse batterz");
        var wrong = browser.submit(link, link, differing);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("not the same")
                .contains("value=\"Ada Admin\"")
                .doesNotContain("correct horse");
        assertThat(users.isEmpty()).isTrue();

        var done = browser.submit(link, link, FORM);

        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(users.list()).singleElement().satisfies(ada -> {
            assertThat(ada.address()).isEqualTo("ada@example.org");
            assertThat(ada.roles()).isEqualTo(Set.of(Role.ADMIN));
        });
        assertThat(browser.get("/sign-in").statusCode())
                .as("signed in, so sent on")
                .isEqualTo(302);
        assertThat(audit.entriesAbout("user ada@example.org"))
                .extracting(AuditEntry::action)
                .containsExactly("user-create", "sign-in");

        var late = new HttpBrowser(belay);
        assertThat(late.get(link).statusCode()).isEqualTo(404);
        assertThat(late.get(unused).statusCode()).isEqualTo(404);
        assertThat(late.submit("/sign-in", unused, FORM).statusCode()).isEqualTo(404);
        assertThat(users.list()).hasSize(1);
        assertThat(console()).as("there is a user now").isEmpty();
    }

    private static String linkOnTheConsole() {
        var link = LINK.matcher(console());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** What a start says. */
    private static String console() {
        var said = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            belay.bean(FirstAdministratorLink.class).print();
        } finally {
            System.setOut(console);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
