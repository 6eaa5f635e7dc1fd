package org.belay.web.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.template.render.SendingTime;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.format.FramedMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The review page shows exactly what is sent: its frames are compared with the relay's record. */
class ReviewPageIT {
    private static final FaultyRelay relay = FaultyRelay.start();
    private static final TemplateVersion REMOVAL = TemplateReader.read(Path.of("templates/mandatory-app-removal"));

    /** Each is a default of the template: what a reader without the attribute reads. */
    private static final List<String> HOSTILE = List.of(
            "</bdi></p><!--",
            "--><p><bdi>",
            "<style>p{display:none}</style>",
            "</body></html><div hidden>",
            "&lt;b&gt; &amp;amp; &#60;i&#62;",
            "<script>document.body.innerHTML=1</script>",
            "=?utf-8?q?=3Cb=3E?= 'q' a=b. .");

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static int templates;

    @Test
    void x32_every_text_in_review_is_the_mail_that_leaves_for_hostile_defaults() throws Exception {
        String key = publish(HOSTILE);
        // the people have no attribute except the language, so each mail shows the defaults; p0 and p3 read German
        TestMailing circular = belay.mailing(4);
        circular.importCsv(
                circular.domain(), circular.csv().replaceAll(",Person\\d+", "").replace(",first name", ""));
        var draft = new HashMap<>(circular.draft());
        draft.put("template", key);
        draft.put("values_de", draft.get("values"));
        draft.put("correction_de", draft.get("correction"));
        circular.drafted(draft).submitted();

        HttpBrowser reviewer = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        String review = reviewer.get("/mailings/" + circular.id() + "/review").body();
        var frames = new HashMap<String, String>();
        for (String kind : List.of("notice", "correction")) {
            for (int variant = 1; variant <= 2; variant++) {
                String path = "/mailings/" + circular.id() + "/mail/" + kind + "/" + variant;
                assertThat(review).contains(path);
                String frame = reviewer.get(path).body();
                frames.put(kind + (frame.contains("<html lang=\"de\"") ? " de" : " en"), frame);
            }
        }
        circular.approved().scheduled().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");

        assertThat(frames).hasSize(4);
        for (int person = 0; person < 4; person++) {
            String language = person % 3 == 0 ? "de" : "en";
            for (AcceptedMail mail : received(circular.address(person))) {
                String sent = html(mail);
                String kind = mail.header("Belay-Kind").orElseThrow();
                String reviewed = frames.get(kind + " " + language);
                if (kind.equals("correction")) {
                    String unknown = language.equals("de") ? "(Zeitpunkt des Versands)" : "(time of sending)";
                    assertThat(reviewed).contains(unknown);
                    reviewed = reviewed.replace(unknown, timeOfSending(circular, language));
                }
                assertThat(reviewed).isEqualTo(FramedMail.withScheme(sent, FramedMail.Scheme.LIGHT));
                assertThat(sent).contains("One more thing is said here");
                HOSTILE.forEach(one -> assertThat(sent).contains(escaped(one)));
            }
        }
    }

    @Test
    void a_correction_says_when_its_notice_was_sent_also_where_that_was_not_known_when_it_was_approved()
            throws Exception {
        TestMailing circular = belay.mailing(3).send().awaitSent();
        String approved = circular.digest();
        circular.disregard();
        circular.awaitState("CORRECTED");

        String when = "Withdrawn. Sent on " + timeOfSending(circular, "en");
        List<AcceptedMail> corrections = received(circular.address(1)).stream()
                .filter(mail -> mail.header("Belay-Kind").orElseThrow().equals("correction"))
                .toList();
        assertThat(corrections).hasSize(1);
        assertThat(html(corrections.get(0))).contains(when);
        // nothing in it is a person's own, so one copy goes to all
        assertThat(corrections.get(0).recipients()).hasSize(3);
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.APPROVER)
                        .get("/mailings/" + circular.id() + "/mail/correction/1")
                        .body())
                .contains(when);
        assertThat(circular.digest()).isEqualTo(approved);
    }

    @Test
    void a_page_approves_nothing_before_each_language_was_opened() throws Exception {
        TestMailing circular = belay.mailing(4);
        circular.imported();
        var draft = new HashMap<>(circular.draft());
        draft.put("values_de", draft.get("values"));
        draft.put("correction_de", draft.get("correction"));
        circular.drafted(draft).submitted();
        HttpBrowser reviewer = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        String mailing = "/mailings/" + circular.id();
        String review = mailing + "/review";
        Map<String, String> consent = Map.of("count", "4", "digest", circular.digest());

        reviewer.submit(review, mailing + "/approve", consent);
        assertThat(reviewer.get(mailing).body()).contains("the text in English", "the text in German");
        reviewer.get(mailing + "/mail/notice/1");
        reviewer.get(mailing + "/mail/correction/2");
        HttpBrowser.signedIn(belay, TestInstallation.AUTHOR).get(mailing + "/mail/notice/2");
        reviewer.submit(review, mailing + "/approve", consent);
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");
        assertThat(reviewer.get(mailing).body())
                .contains("the text in German (2 people)")
                .doesNotContain("the text in English");
        reviewer.get(mailing + "/mail/notice/2");
        reviewer.submit(review, mailing + "/approve", consent);

        assertThat(circular.mailingState()).isEqualTo("APPROVED");
        circular.scheduled().awaitSent();
    }

    private static String timeOfSending(TestMailing circular, String language) {
        Instant started = belay.sql()
                .sql("SELECT started_at FROM dispatch WHERE mailing = :id AND kind = 'NOTICE'")
                .param("id", circular.mailingNumber())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
        return SendingTime.words("mailing.sent " + language + " " + ZoneId.systemDefault(), started);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    private static List<AcceptedMail> received(String address) {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().contains(address))
                .toList();
    }

    private static String html(AcceptedMail mail) throws Exception {
        var message = new MimeMessage((Session) null, new ByteArrayInputStream(mail.bytes()));
        Object html = ((MimeMultipart) message.getContent()).getBodyPart(1).getContent();
        return ((String) html).replace("\r\n", "\n");
    }

    private static String publish(List<String> defaults) {
        var files = new HashMap<>(REMOVAL.files());
        files.replaceAll((name, text) -> name.endsWith(".md") ? text + hidden(defaults) : text);
        files.computeIfPresent(
                "template.yaml",
                (name, text) -> text.replaceFirst("(?m)^fields:", "person: {hello: colleague}\n\nfields:"));
        String key = "x32-" + ++templates;
        belay.as(TestInstallation.AUTHOR).put("/templates/" + key, Map.of("note", "", "files", files));
        return key;
    }

    /** A paragraph between slots that open and close whatever could hide it. */
    private static String hidden(List<String> defaults) {
        var text = new StringBuilder("\n\nBefore ");
        for (int i = 0; i < defaults.size(); i++) {
            text.append("${person.hello!\"").append(defaults.get(i)).append("\"}");
            if (i == 0) text.append("\n\n## One more thing\n\nOne more thing is said here. ");
        }
        return text.append(" after.\n").toString();
    }
}
