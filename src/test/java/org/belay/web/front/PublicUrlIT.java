package org.belay.web.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.RawHttpResponse;
import org.belay.testsupport.TlsProxy;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Belay behind a proxy that ends TLS, which is configured as trusted. */
class PublicUrlIT {
    private static final String HOST = "Host: belay.example.org";
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .set("BELAY_PUBLIC_URL", "https://belay.example.org")
            .set("BELAY_HTTP_TRUSTED_PROXIES", "127.0.0.1, ::1")
            // no try is forgiven while a test makes the next
            .clock(Clock.fixed(Instant.now(), ZoneOffset.UTC));

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final User admin = users.enrol("Ada", "ada" + ++people + "@front.example.org", Set.of(Role.ADMIN), "test");

    @Test
    void x34_a_person_signs_in_through_a_proxy_that_ends_tls() throws IOException {
        assumeTrue(ChromiumBrowser.installed());
        User author = author();
        try (TlsProxy proxy = new TlsProxy("belay.example.org", belay.port());
                ChromiumBrowser browser = new ChromiumBrowser("https://belay.example.org", proxy.port())) {
            browser.open("/people?q=nora");
            browser.type("#name", author.address());
            browser.type("#pass", PASSWORD);
            browser.press("button.primary");
            browser.awaitText("People");
            assertThat(browser.url()).isEqualTo("https://belay.example.org/people?q=nora");
            assertThat(browser.complaints()).isEmpty();
            assertThat(proxy.answers())
                    .anySatisfy(
                            line -> assertThat(line).startsWith("POST /sign-in").contains("302"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https",
                "X-Forwarded-Proto: http",
                "Forwarded: for=192.0.2.10;proto=http;host=evil.example",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Prefix: //evil.example",
                "X-Forwarded-Port: 8443",
                "X-Nothing: here"
            })
    void x34_redirects_name_a_path_whatever_the_headers_say(String header) {
        var answer = RawHttpResponse.send(belay.port(), "", "GET /people HTTP/1.1", HOST, header, "Accept: text/html");
        if (header.contains("evil.example") && header.contains("ost")) {
            assertThat(answer.status()).isEqualTo(421);
        } else {
            assertThat(answer.header("Location")).hasValue("/sign-in");
        }
        assertThat(answer.head()).doesNotContain("evil.example").doesNotContain("http:");
    }

    @Test
    void x34_cookies_and_transport_follow_the_public_address() {
        var page = RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", HOST);
        assertThat(page.header("Strict-Transport-Security")).hasValue("max-age=31536000");
        var api = RawHttpResponse.send(belay.port(), "", "GET /api/v1/me HTTP/1.1", HOST);
        assertThat(api.header("Strict-Transport-Security")).hasValue("max-age=31536000");
        var in = signIn(author(), PASSWORD, "X-Forwarded-For: 192.0.2.1");
        assertThat(in.header("Location")).hasValue("/");
        assertThat(in.headers("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-belay")
                        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Domain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:443",
                "belay.example.org.evil.example",
                "127.0.0.1.evil.example",
                "belay.example.org@evil.example",
                "xbelay.example.org",
                "[::2]",
                "10.0.0.1"
            })
    void x34_a_host_that_is_not_ours_gets_no_answer(String host) {
        for (String path : new String[] {"/sign-in", "/", "/api/v1/me", "/look/belay.css", "/no-such-page"}) {
            var answer = RawHttpResponse.send(
                    belay.port(), "", "GET " + path + " HTTP/1.1", "Host: " + host, "Accept: text/html");
            assertThat(answer.status()).as(path).isIn(400, 421);
            assertThat(answer.head()).doesNotContain("Location", "Set-Cookie");
        }
        var probe = RawHttpResponse.send(belay.port(), "", "GET /healthz HTTP/1.1", "Host: 10.0.0.1:8025");
        assertThat(probe.status()).as("probes call it as they like").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"belay.example.org", "BELAY.example.org:443", "localhost", "127.0.0.1:8025", "[::1]:80"})
    void x34_our_own_names_are_answered(String host) {
        assertThat(RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", "Host: " + host)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void x34_a_proxy_with_a_name_of_its_own_for_us_says_which_one_was_asked_for() {
        String[] asked = {"GET /people HTTP/1.1", "Host: belay-1.internal:8025", "X-Forwarded-Host: belay.example.org"};
        assertThat(RawHttpResponse.send(belay.port(), "", asked).header("Location"))
                .hasValue("/sign-in");
    }

    @Test
    void x34_guesses_of_one_client_behind_the_proxy_leave_the_others_alone() {
        User tom = author();
        for (int i = 0; i < 31; i++) {
            signIn("x" + i + "@front.example.org", "wrong wrong wrong", "X-Forwarded-For: 198.51.100.7");
        }
        for (int i = 0; i < 6; i++) {
            signIn(tom.address(), "guess number " + i, "X-Forwarded-For: 198.51.100.7");
        }
        assertThat(signIn(tom, PASSWORD, "X-Forwarded-For: 198.51.100.7").status())
                .isEqualTo(429);
        assertThat(signIn(tom, PASSWORD, "X-Forwarded-For: 203.0.113.9").status())
                .isEqualTo(302);
        assertThat(signIn(tom, PASSWORD, "Forwarded: for=\"[2001:db8::17]:4711\"")
                        .status())
                .isEqualTo(302);
        assertThat(signIn(tom, PASSWORD, "X-Forwarded-For: 203.0.113.77, 198.51.100.7")
                        .status())
                .as("what the client wrote itself does not count")
                .isEqualTo(429);
    }

    @Test
    void x11_a_browser_that_was_signed_in_before_is_not_slowed_down_by_guesses_from_the_same_place() {
        User tom = author();
        String place = "X-Forwarded-For: 192.0.2.200";
        var first = signIn(tom, PASSWORD, "X-Forwarded-For: 203.0.113.44");
        String device = first.headers("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("__Host-belay-device="))
                .findFirst()
                .orElseThrow()
                .replaceAll(";.*", "");
        for (int i = 0; i < 40; i++) {
            signIn(tom.address(), "guess number " + i, place);
        }
        assertThat(signIn(tom, PASSWORD, place).status()).isEqualTo(429);
        assertThat(signIn(tom.address(), PASSWORD, place, device).status()).isEqualTo(302);
        for (int i = 0; i < 5; i++) {
            signIn(tom.address(), "guess number " + i, "X-Forwarded-For: 192.0.2.20" + i, device);
        }
        assertThat(signIn(tom.address(), PASSWORD, "X-Forwarded-For: 192.0.2.209", device)
                        .status())
                .as("a stolen one has five tries")
                .isEqualTo(429);
    }

    @Test
    void x11_an_administrator_gets_a_token_from_the_place_where_strangers_guess() {
        User owner = author();
        String place = "X-Forwarded-For: 192.0.2.99";
        assertThat(signIn(owner, PASSWORD, place).status()).isEqualTo(302);
        for (int i = 0; i < 40; i++) {
            assertThat(token("x" + i + "@front.example.org", "wrong wrong wrong", place)
                            .status())
                    .isEqualTo(i < 30 ? 401 : 429);
        }
        assertThat(token(owner.address(), PASSWORD, place).status()).isEqualTo(201);
    }

    private static RawHttpResponse token(String address, String password, String header) {
        String basic = Base64.getEncoder().encodeToString((address + ":" + password).getBytes(StandardCharsets.UTF_8));
        return RawHttpResponse.send(
                belay.port(),
                "{\"name\":\"x\"}",
                "POST /api/v1/tokens HTTP/1.1",
                HOST,
                header,
                "Content-Type: application/json",
                "Authorization: Basic " + basic);
    }

    private static RawHttpResponse signIn(User user, String password, String header) {
        return signIn(user.address(), password, header);
    }

    private static RawHttpResponse signIn(String address, String password, String header, String... cookies) {
        var page = RawHttpResponse.send(belay.port(), "", "GET /sign-in HTTP/1.1", HOST);
        String cookie = page.header("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        var hidden = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(hidden.find()).isTrue();
        String form = "username=" + encoded(address) + "&password=" + encoded(password) + "&_csrf="
                + encoded(hidden.group(1));
        return RawHttpResponse.send(
                belay.port(),
                form,
                "POST /sign-in HTTP/1.1",
                HOST,
                header,
                "Cookie: " + cookie
                        + String.join(
                                "",
                                Arrays.stream(cookies).map(one -> "; " + one).toList()),
                "Content-Type: application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private User author() {
        User author = users.create("Tom", "tom" + ++people + "@front.example.org", Set.of(Role.AUTHOR), admin);
        links.setPassword(links.createPasswordLink(author, admin), PASSWORD);
        return author;
    }
}
