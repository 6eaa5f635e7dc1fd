package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.audit.AuditLog;
import org.belay.platform.HourlyTick;
import org.belay.platform.Settings;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The sessions of browsers: where a person is signed in, and when a session ends. */
@Component
public class BrowserSessions {
    /** A session ends after this time even if it is in use. */
    private static final Duration LONGEST = Duration.ofHours(12);
    /** Accuracy of the last use, so that a busy page does not write a row per request. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LONGEST_BROWSER = 200;

    private final BrowserSessionStore sessions;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration idle;

    BrowserSessions(
            BrowserSessionStore sessions,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            Settings settings) {
        this.sessions = sessions;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.idle = settings.signIn().idle();
    }

    /**
     * A session that has not ended.
     *
     * @param how the way of signing in
     * @param place network address at sign-in
     * @param browser User-Agent, shortened
     */
    public record OpenSession(
            long id, Instant startedAt, Instant lastUsedAt, String how, String place, String browser) {}

    long begin(UserId owner, int epoch, String how, String place, String browser) {
        String visible = browser.replaceAll("[^\\x20-\\x7E]", "?");
        return sessions.add(
                owner,
                epoch,
                how,
                place,
                visible.substring(0, Math.min(visible.length(), LONGEST_BROWSER)),
                clock.instant());
    }

    /**
     * Whether the session goes on.
     *
     * @param used whether a person did something, and not a page that refreshes itself
     */
    boolean goesOn(SignedIn me, boolean used) {
        Instant now = clock.instant();
        if (me.since().plus(LONGEST).isBefore(now)) {
            return false;
        }
        Instant last = sessions.lastUse(me.session()).orElse(Instant.MIN);
        if (last.isBefore(now.minus(idle))) {
            return false;
        }
        if (used && last.isBefore(now.minus(NOTED))) {
            sessions.use(me.session(), now);
        }
        return true;
    }

    /** Where this person is signed in, the last used first; at most 50. */
    public List<OpenSession> of(SignedIn me) {
        Instant now = clock.instant();
        return sessions.open(me.user().id(), now.minus(idle), now.minus(LONGEST));
    }

    /** The session goes on with new credentials of its person. */
    void follow(long session, int epoch) {
        sessions.follow(session, epoch);
    }

    void end(SignedIn me) {
        sessions.end(me.session(), clock.instant());
    }

    /** Ends all other sessions of this person with their next request. */
    public void endOthers(SignedIn me) {
        transaction.executeWithoutResult(status -> {
            int ended = sessions.endAll(me.user().id(), me.session(), clock.instant());
            audit.record(
                    me.user().address(),
                    "sign-out-everywhere",
                    "user " + me.user().address(),
                    Map.of("sessions ended", Integer.toString(ended)));
        });
    }

    @EventListener(HourlyTick.class)
    void removeOld() {
        sessions.removeStartedBefore(clock.instant().minus(KEPT));
    }
}
