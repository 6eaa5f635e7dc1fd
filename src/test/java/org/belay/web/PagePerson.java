package org.belay.web;

import java.util.Map;
import org.belay.access.OneTimeLinks;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.Browser;
import org.belay.testsupport.Chromium;
import org.belay.testsupport.Place;

/** Signs a user of {@link Place#enrol} in, with an HTTP client or a real browser. */
final class PagePerson {
    private static final String PASSWORD = "correct horse battery";

    private PagePerson() {}

    static Browser browser(BelayServer belay, String name) {
        String address = withPassword(belay, name);
        var browser = new Browser(belay);
        browser.submit("/sign-in", "/sign-in", Map.of("username", address, "password", PASSWORD));
        return browser;
    }

    static Chromium chromium(BelayServer belay, String name) {
        String address = withPassword(belay, name);
        var browser = new Chromium(belay);
        signIn(browser, address);
        return browser;
    }

    /** On a sign-in page that is open. */
    static void signIn(Chromium browser, String address) {
        browser.open("/sign-in");
        browser.type("#name", address);
        browser.type("#pass", PASSWORD);
        browser.press("main form button");
        browser.sees("Sign out");
    }

    /** Once for each person: a new password would end the sessions they have. */
    private static String withPassword(BelayServer belay, String name) {
        User person = belay.bean(Users.class).byAddress(name + "@example.org").orElseThrow();
        User admin =
                belay.bean(Users.class).byAddress(Place.ADMIN + "@example.org").orElseThrow();
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        boolean has = belay.sql()
                .sql("SELECT password IS NOT NULL FROM app_user WHERE id = :id")
                .param("id", person.id().value())
                .query(Boolean.class)
                .single();
        if (!has) {
            links.setPassword(links.forPassword(person, admin), PASSWORD);
        }
        return person.address();
    }
}
