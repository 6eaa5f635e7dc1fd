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
import org.belay.cli.Answer;
import org.belay.cli.Api;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A mailing to recipients with unique addresses, created and observed from outside: by API, by SQL and by the relay's
 * record.
 */
public final class Circular {
    private static final Duration LIMIT = Duration.ofMinutes(Boolean.getBoolean("belay.soak") ? 30 : 3);

    private final String domain;
    private final int people;
    private Place place;
    private int pace;
    private String send = "";
    private String id = "";

    Circular(Place place, String domain, int people) {
        this.place = place;
        this.domain = domain;
        this.people = people;
    }

    /** The same mailing, controlled through this process. */
    public Circular seenFrom(Place place) {
        var same = new Circular(place, domain, people);
        same.id = id;
        return same;
    }

    /** Recipients per minute. */
    public Circular pace(int pace) {
        this.pace = pace;
        return this;
    }

    /** Starts at a local time with its zone in brackets, instead of at once. */
    public Circular at(String send) {
        this.send = send;
        return this;
    }

    /** Uses this process from now on. */
    public Circular via(Place place) {
        this.place = place;
        return this;
    }

    public Circular imported() {
        importCsv(domain, csv());
        return this;
    }

    public Answer importCsv(String audience, String csv) {
        return importCsv(audience, csv, "REFUSE");
    }

    /** @param badRows what to do with invalid rows: REFUSE or LEAVE_OUT */
    public Answer importCsv(String audience, String csv, String badRows) {
        return author().post(
                        "/audiences?badRows=" + badRows + "&name=" + Api.encoded(audience),
                        "text/csv",
                        csv.getBytes(StandardCharsets.UTF_8));
    }

    public String csv() {
        return "email,first name,language\n"
                + IntStream.range(0, people)
                        .mapToObj(n -> address(n) + ",Person" + n + "," + (n % 3 == 0 ? "de" : "en") + "\n")
                        .collect(Collectors.joining());
    }

    public Circular drafted() {
        return drafted(draft());
    }

    /** With other texts, or another template. */
    public Circular drafted(Map<String, Object> draft) {
        id = author().post("/mailings", draft).text("id");
        return this;
    }

    public Circular submitted() {
        var answers = new HashMap<String, String>();
        for (Answer finding : author().get("/mailings/" + id + "/check").list("findings")) {
            answers.put(finding.text("id"), "It is meant so.");
        }
        author().post("/mailings/" + id + "/submit", Map.of("answers", answers));
        return this;
    }

    public Circular approved() {
        approver()
                .post("/mailings/" + id + "/approve", Map.of("headCount", get().number("people"), "digest", digest()));
        return this;
    }

    /** Digest of what is in review, as the approver sees it. */
    public String digest() {
        return approver().get("/mailings/" + id + "/review").text("digest");
    }

    public Circular scheduled() {
        author().post("/mailings/" + id + "/schedule");
        return this;
    }

    /** Everything from the import to the schedule. */
    public Circular go() {
        return imported().drafted().submitted().approved().scheduled();
    }

    public void stop() {
        author().post("/mailings/" + id + "/stop");
    }

    public void resume() {
        author().post("/mailings/" + id + "/resume");
    }

    public Answer disregard() {
        return author().post("/mailings/" + id + "/disregard", Map.of("reason", "sent by mistake"));
    }

    public Answer get() {
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
                .param("id", number())
                .query(String.class)
                .single();
    }

    public Circular awaitState(String state) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(mailingState()).as(this::toString).isEqualTo(state));
        return this;
    }

    public Circular awaitSent() {
        return awaitState("SENT");
    }

    /** Waits until the relay has accepted this many of the notice. */
    public Circular awaitTaken(int least) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> took().size() >= least);
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
                .param("id", number())
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
                .param("id", number())
                .param("address", address(person))
                .query(String.class)
                .optional()
                .orElse("none");
    }

    /** Recipients for whom the relay accepted the notice, by its own record. */
    public List<String> took() {
        return took("notice");
    }

    public List<String> tookCorrection() {
        return took("correction");
    }

    private List<String> took(String kind) {
        return Reckoning.taken(place.relay(), kind).stream()
                .filter(address -> address.endsWith("@" + domain))
                .toList();
    }

    /** Waits until nothing more arrives for some seconds. Returns how many have arrived. */
    public int awaitQuiet() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(3))
                .until(() -> took().size(), new Unchanged());
        return took().size();
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
    public void mustHaveReachedEverybodyOnce() {
        assertThat(took())
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

    public Api author() {
        return place.as(Place.AUTHOR);
    }

    public Api approver() {
        return place.as(Place.APPROVER);
    }

    public long number() {
        return Long.parseLong(id.substring(2));
    }

    private JdbcClient sql() {
        return place.sql();
    }

    @Override
    public String toString() {
        return id + " at " + domain + " " + states() + ", taken " + took().size();
    }
}
