package org.belay.testsupport.browser;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.belay.access.OneTimeLinks;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.web.format.PersonLinks;

/**
 * An HTTP client that behaves like a browser without scripts: keeps cookies, does not follow redirects, and sends
 * forms with the CSRF token of their page.
 *
 * <pre>{@code
 * var browser = new Browser(belay);
 * browser.submit("/sign-in", "/sign-in", Map.of("username", "nora@example.org", "password", "…"));
 * assertThat(browser.get("/").statusCode()).isEqualTo(200);
 * }</pre>
 */
public final class HttpBrowser {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final BelayServer belay;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public HttpBrowser(BelayServer belay) {
        this.belay = belay;
    }

    /** Signed in as one of the people of {@link TestInstallation#createUsers}. */
    public static HttpBrowser signedIn(BelayServer belay, String name) {
        return signedIn(
                belay, belay.bean(Users.class).byAddress(name + "@example.org").orElseThrow());
    }

    /** Signed in as a user, who gets a password from the administrator the first time. */
    public static HttpBrowser signedIn(BelayServer belay, User person) {
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        boolean none = belay.sql()
                .sql("SELECT password IS NULL FROM app_user WHERE id = :id")
                .param("id", person.id().value())
                .query(Boolean.class)
                .single();
        if (none) {
            User admin = belay.bean(Users.class)
                    .byAddress(TestInstallation.ADMIN + "@example.org")
                    .orElseThrow();
            links.setPassword(links.createPasswordLink(person, admin), PASSWORD);
            belay.sql()
                    .sql("UPDATE app_user SET suspended_since = NULL WHERE id = :id") // another administrator has
                    // confirmed
                    .param("id", person.id().value())
                    .update();
        }
        var browser = new HttpBrowser(belay);
        browser.submit("/sign-in", "/sign-in", Map.of("username", person.address(), "password", PASSWORD));
        return browser;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(belay.url(path)).header("Accept", "text/html"));
    }

    /** Opens a page and submits a form of it. */
    public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", token(page));
        return post(action, all);
    }

    /** Submits a form without the CSRF token. */
    public HttpResponse<String> post(String action, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(belay.url(action))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** The path of the page of a person. */
    public String person(String address) {
        return belay.bean(PersonLinks.class).person(address);
    }

    /** Sends any request with the cookies of this browser. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The CSRF token in the forms of a page. */
    public String token(String page) {
        var found = TOKEN.matcher(get(page).body());
        if (!found.find()) {
            throw new IllegalStateException(page + " has no form");
        }
        return found.group(1);
    }

    /** The session cookie; "" without one. */
    public String session() {
        return cookies.getCookieStore().get(URI.create("http://127.0.0.1/")).stream()
                .filter(cookie -> cookie.getName().equals("belay"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Sets a cookie, as an attacker would. */
    public void plant(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(belay.url("/"), cookie);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
