package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A mailing to recipients with unique addresses, created and observed from outside: by API, by SQL and by the relay's
 * record.
 */
public final class TestMailing {
    private static final Duration LIMIT = Duration.ofMinutes(Boolean.getBoolean("belay.soak") ? 30 : 3);

    private final String domain;
    private final int people;
    private TestInstallation place;
    private int pace;
    private String send = "";
    private String id = "";

    TestMailing(TestInstallation place, String domain, int people) {
        this.place = place;
        this.domain = domain;
        this.people = people;
    }

    /** The same mailing, controlled through this process. */
    public TestMailing copyVia(TestInstallation place) {
        var same = new TestMailing(place, domain, people);
        same.id = id;
        return same;
    }

    /** Recipients per minute. */
    public TestMailing pace(int pace) {
        this.pace = pace;
        return this;
    }

    /** Starts at a local time with its zone in brackets, instead of at once. */
    public TestMailing at(String send) {
        this.send = send;
        return this;
    }

    /** Uses this process from now on. */
    public TestMailing via(TestInstallation place) {
        this.place = place;
        return this;
    }

    public TestMailing imported() {
        importCsv(domain, csv());
        return this;
    }

    public JsonObject importCsv(String audience, String csv) {
        return importCsv(audience, csv, "REFUSE");
    }

    /** @param badRows what to do with invalid rows: REFUSE or LEAVE_OUT */
    public JsonObject importCsv(String audience, String csv, String badRows) {
        return author().post(
                        "/audiences?badRows=" + badRows + "&name=" + ApiClient.urlEncoded(audience),
                        "text/csv",
                        csv.getBytes(StandardCharsets.UTF_8));
    }

    public String csv() {
        return "email,first name,language\n"
                + IntStream.range(0, people)
                        .mapToObj(n -> address(n) + ",Person" + n + "," + (n % 3 == 0 ? "de" : "en") + "\n")
                        .collect(Collectors.joining());
    }

    public TestMailing drafted() {
        return drafted(draft());
    }

    /** With other texts, or another template. */
    public TestMailing drafted(Map<String, Object> draft) {
        id = author().post("/mailings", draft).text("id");
        return this;
    }

    public TestMailing submitted() {
        var answers = new HashMap<String, String>();
        for (JsonObject finding : author().get("/mailings/" + id + "/check").list("findings")) {
            answers.put(finding.text("id"), "It is meant so.");
        }
        author().post("/mailings/" + id + "/submit", Map.of("answers", answers));
        return this;
    }

    public TestMailing approved() {
        approver()
                .post("/mailings/" + id + "/approve", Map.of("headCount", get().number("people"), "digest", digest()));
        return this;
    }

    /** Digest of what is in review, as the approver sees it. */
    public String digest() {
        return approver().get("/mailings/" + id + "/review").text("digest");
    }

    public TestMailing scheduled() {
        author().post("/mailings/" + id + "/schedule");
        return this;
    }

    /** Everything from the import to the schedule. */
    public TestMailing send() {
        return imported().drafted().submitted().approved().scheduled();
    }

    public void stop() {
        author().post("/mailings/" + id + "/stop");
    }

    public void resume() {
        author().post("/mailings/" + id + "/resume");
    }

    public JsonObject disregard() {
        return author().post("/mailings/" + id + "/disregard", Map.of("reason", "sent by mistake"));
    }

    public JsonObject get() {
        return author().get("/mailings/" + id);
    }

    public String id() {
        return id;
    }

    public String domain() {
        return domain;
    }

    public int people() {
        return people;
    }

    public String address(int person) {
        return "p" + person + "@" + domain;
    }

    public String mailingState() {
        return sql().sql("SELECT state FROM mailing WHERE id = :id")
                .param("id", mailingNumber())
                .query(String.class)
                .single();
    }

    public TestMailing awaitState(String state) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(mailingState()).as(this::toString).isEqualTo(state));
        return this;
    }

    public TestMailing awaitSent() {
        return awaitState("SENT");
    }

    /** Waits until the relay has accepted this many of the notice. */
    public TestMailing awaitAccepted(int least) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acceptedNotices().size() >= least);
        return this;
    }

    /** Number of deliveries of the notice per state, by SQL. */
    public Map<String, Long> states() {
        return states("NOTICE");
    }

    public Map<String, Long> states(String kind) {
        var states = new TreeMap<String, Long>();
        sql().sql("""
                SELECT d.state, count(*)
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE p.mailing = :id AND p.kind = :kind
                 GROUP BY d.state
                """)
                .param("id", mailingNumber())
                .param("kind", kind)
                .query((row, n) -> states.put(row.getString(1), row.getLong(2)))
                .list();
        return states;
    }

    /** State of one recipient's notice. */
    public String state(int person) {
        return sql().sql("""
                SELECT d.state
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                 WHERE p.mailing = :id AND p.kind = 'NOTICE' AND r.address = :address
                """)
                .param("id", mailingNumber())
                .param("address", address(person))
                .query(String.class)
                .optional()
                .orElse("none");
    }

    /** Recipients of the notice, by the record of the relay that accepted it. */
    public List<String> acceptedNotices() {
        return acceptedNotices("notice");
    }

    public List<String> acceptedCorrections() {
        return acceptedNotices("correction");
    }

    private List<String> acceptedNotices(String kind) {
        return RelayAudit.acceptedAddresses(place.relay(), kind).stream()
                .filter(address -> address.endsWith("@" + domain))
                .toList();
    }

    /** Waits until nothing more arrives for some seconds. Returns how many have arrived. */
    public int awaitQuiet() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(3))
                .until(() -> acceptedNotices().size(), new Unchanged());
        return acceptedNotices().size();
    }

    private static final class Unchanged extends org.hamcrest.BaseMatcher<Integer> {
        private Object last;

        @Override
        public boolean matches(Object now) {
            boolean same = now.equals(last);
            last = now;
            return same;
        }

        @Override
        public void describeTo(org.hamcrest.Description description) {
            description.appendText("the same number as before");
        }
    }

    /** Asserts that all recipients have it exactly once, and that Belay has recorded it. */
    public void assertReachedEveryoneOnce() {
        assertThat(acceptedNotices())
                .as(this::toString)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, people).mapToObj(this::address).toList());
        assertThat(states()).isEqualTo(Map.of("ACCEPTED", (long) people));
    }

    public Map<String, Object> draft() {
        var draft = new HashMap<String, Object>();
        draft.put("template", "mandatory-app-removal");
        draft.put(
                "values",
                Map.of(
                        "app", "TikTok",
                        "device_scope", "phone and tablet that receives company email",
                        "deadline", "2033-05-04T18:00[Europe/Berlin]", // after every time that a test uses
                        "reason", "Our device review did not clear the app for devices that hold company data.",
                        "exception", "TikTok in the browser of your laptop stays allowed.",
                        "how_to", "1. Press and hold the icon.\n2. Choose **Remove App**.",
                        "contact", "servicedesk@example.org"));
        draft.put(
                "correction",
                Map.of(
                        "now_true", "You may keep TikTok. Our rules for apps have not changed.",
                        "if_already_acted", "You may install it again. Your account was not touched.",
                        "cause", "The email was a draft that was never decided."));
        draft.put("audience", domain);
        draft.put("pace", pace);
        if (!send.isEmpty()) draft.put("send", send);
        return draft;
    }

    public ApiClient author() {
        return place.as(TestInstallation.AUTHOR);
    }

    public ApiClient approver() {
        return place.as(TestInstallation.APPROVER);
    }

    public long mailingNumber() {
        return Long.parseLong(id.substring(2));
    }

    private JdbcClient sql() {
        return place.sql();
    }

    @Override
    public String toString() {
        return id + " at " + domain + " " + states() + ", taken "
                + acceptedNotices().size();
    }
}
