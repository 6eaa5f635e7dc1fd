package org.belay.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The language of the pages, chosen from the request; the tests have a German file with a few texts. */
class PageLanguageIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    @Test
    void a_browser_gets_the_first_language_that_has_a_file() {
        for (String german : List.of("de", "de-AT", "fr, de;q=0.5")) {
            assertThat(signIn(german))
                    .as(german)
                    .contains("<html lang=\"de\">", "<h1>Anmelden</h1>", "Passwort")
                    .as("a text that the file lacks")
                    .contains("Email address");
        }
        for (String english : List.of("en", "en-US, de;q=0.5", "fr", "*", "x-none")) {
            assertThat(signIn(english)).as(english).contains("<html lang=\"en\">", "<h1>Sign in</h1>");
        }
    }

    @Test
    void no_page_shows_the_key_of_a_text() throws IOException {
        HttpBrowser nora = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        var keys = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/messages.properties"))) {
            keys.load(in);
        }
        String template = "mandatory-app-removal";
        for (String path : List.of(
                "/",
                "/mailings",
                "/mailings/new",
                "/mailings/new?example=true&template=" + template,
                "/people",
                nora.person("nora@example.org"),
                nora.person("ann@example.org"),
                "/templates",
                "/templates/" + template,
                "/no-such-page")) {
            var page = nora.get(path);
            assertThat(page.statusCode()).as(path).isIn(200, 404);
            assertThat(keys.stringPropertyNames()).as(path).noneMatch(page.body()::contains);
        }
    }

    private static String signIn(String languages) {
        return new HttpBrowser(belay)
                .send(HttpRequest.newBuilder(belay.url("/sign-in")).header("Accept-Language", languages))
                .body();
    }
}
