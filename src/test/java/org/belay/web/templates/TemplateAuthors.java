package org.belay.web.templates;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;

/** Authors of templates, and templates for their tests. */
final class TemplateAuthors {
    static final String PASSWORD = "correct horse battery";

    private static int names;

    private final BelayServer belay;

    TemplateAuthors(BelayServer belay) {
        this.belay = belay;
    }

    User person(String name, Role... roles) {
        Users users = belay.bean(Users.class);
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        User person = users.enrol(name, "studio" + ++names + "@example.org", Set.of(roles), "test");
        User admin = users.enrol("Ada", "studio" + ++names + "@example.org", Set.of(Role.ADMIN), "test");
        links.setPassword(links.createPasswordLink(person, admin), PASSWORD);
        return person;
    }

    HttpBrowser signedIn(User person) {
        var browser = new HttpBrowser(belay);
        browser.submit("/sign-in", "/sign-in", Map.of("username", person.address(), "password", PASSWORD));
        return browser;
    }

    /** A published template that no other test uses. */
    String template(User by) {
        String key = "studio-" + ++names;
        TemplateDrafts drafts = belay.bean(TemplateDrafts.class);
        Map<String, String> files = new TreeMap<>(
                belay.bean(Templates.class).latest("mandatory-app-removal").files());
        TemplateDraft draft = drafts.create(key, files, by);
        drafts.publish(key, draft.revision(), "", by);
        return key;
    }

    /** The inputs of the editor's form, with one file changed. */
    Map<String, String> form(String key, String file, String from, String to) {
        TemplateDraft draft = belay.bean(TemplateDrafts.class).of(key).orElseThrow();
        var in = new LinkedHashMap<String, String>();
        draft.files().forEach((name, text) -> in.put("f." + name, text.replace("\n", "\r\n")));
        in.computeIfPresent("f." + file, (name, text) -> text.replace(from, to));
        in.put("revision", "" + draft.revision());
        in.put("part", "notice");
        in.put("lang", "en");
        in.put("first", "en");
        return in;
    }

    static String place(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
