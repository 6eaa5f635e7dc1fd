package org.belay.web;

import java.util.Map;
import org.belay.access.OneTimeLinks;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;

/** Signs a user of {@link TestInstallation#createUsers} in, with an HTTP client or a real browser. */
public final class SignedInBrowser {
    private static final String PASSWORD = "correct horse battery";

    private SignedInBrowser() {}

    public static HttpBrowser browser(BelayServer belay, String name) {
        String address = withPassword(belay, name);
        var browser = new HttpBrowser(belay);
        browser.submit("/sign-in", "/sign-in", Map.of("username", address, "password", PASSWORD));
        return browser;
    }

    public static ChromiumBrowser chromium(BelayServer belay, String name) {
        String address = withPassword(belay, name);
        var browser = new ChromiumBrowser(belay);
        signIn(browser, address);
        return browser;
    }

    /** On a sign-in page that is open. */
    public static void signIn(ChromiumBrowser browser, String address) {
        browser.open("/sign-in");
        browser.type("#name", address);
        browser.type("#pass", PASSWORD);
        browser.press("main form button");
        browser.awaitText("Sign out");
    }

    /** Once for each person: a new password would end the sessions they have. */
    private static String withPassword(BelayServer belay, String name) {
        User person = belay.bean(Users.class).byAddress(name + "@example.org").orElseThrow();
        User admin = belay.bean(Users.class)
                .byAddress(TestInstallation.ADMIN + "@example.org")
                .orElseThrow();
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        boolean has = belay.sql()
                .sql("SELECT password IS NOT NULL FROM app_user WHERE id = :id")
                .param("id", person.id().value())
                .query(Boolean.class)
                .single();
        if (!has) {
            links.setPassword(links.createPasswordLink(person, admin), PASSWORD);
        }
        return person.address();
    }
}
