package org.belay.audience;

import static org.belay.audience.person.PrintableValue.number;
import static org.belay.audience.person.PrintableValue.people;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.belay.access.User;
import org.belay.audience.ReplacementStore.PeopleDifference;
import org.belay.audience.source.PeopleSource;
import org.belay.audience.source.RemovalsHeld;
import org.belay.audience.source.ReplacementReport;
import org.belay.audience.source.SourceFindings;
import org.belay.audience.source.SourceRowReader;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replaces the people of an audience by those of a source other than a file. All or nothing: a source that cannot be read completely or
 * has no people changes nothing, and neither does one without more than a fifth of the people, until a person accepts their number.
 */
@Component
public class PeopleReplacement {
    private static final int HELD_BEYOND_PERCENT = 20;
    private static final int NAMED = 5;

    private final ReplacementStore store;
    private final AudienceStore audiences;
    private final Audiences names;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    PeopleReplacement(
            ReplacementStore store,
            AudienceStore audiences,
            Audiences names,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.names = names;
        this.store = store;
        this.audiences = audiences;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Whether to change the audience, or only to tell what would change. */
    public enum ReplacementMode {
        APPLY,
        PREVIEW
    }

    /**
     * The audience of this name; a new one has no people, and so no mailing can use it yet. Joins the caller's transaction.
     *
     * @param source for people, in the place of a file name
     */
    public AudienceId ensure(String name, String source, User by) {
        String audience = AudienceImports.checkedName(name);
        names.requireNotOfOthers(audience, by);
        return store.ensure(audience, source, by);
    }

    /**
     * @param accepted number of removed people that a person has accepted; 0 if there was no reason to ask
     * @throws RemovalsHeld if more than a fifth of the people would be removed, and more than {@code accepted}
     * @throws RequestRefused if the source has no people or cannot be read completely
     */
    public ReplacementReport replace(AudienceId id, PeopleSource source, long accepted, ReplacementMode mode, User by) {
        return transaction.execute(status -> replaceNow(id, source, accepted, mode, by, status));
    }

    private ReplacementReport replaceNow(
            AudienceId id,
            PeopleSource source,
            long accepted,
            ReplacementMode mode,
            User by,
            TransactionStatus status) {
        String name = get(id).name();
        SourceFindings findings = store.stage(id, sink -> SourceRowReader.read(source.rows(), sink));
        if (findings.good() == 0) {
            throw new RequestRefused("\"" + name + "\" was not changed: " + source.words() + " returned no people"
                    + (findings.rows() == 0 ? "." : " that can be used; " + leftOut(findings))
                    + " Correct its filter, group or query." + notes(findings));
        }
        store.lock(id);
        PeopleDifference difference = store.difference(id);
        if (mode == ReplacementMode.PREVIEW) {
            status.setRollbackOnly();
        } else {
            hold(id, name, difference, accepted);
            store.exchange(id);
            store.end(id, source, findings, by);
            store.writers(id, source.writers().get());
            store.record(id, source, findings, difference, by);
            audit.record(by.address(), "sync", "audience " + name, detail(source, findings, difference, accepted));
        }
        return new ReplacementReport(
                name,
                findings,
                difference.before(),
                difference.added(),
                difference.removed(),
                message(name, findings, difference, mode));
    }

    private static Map<String, String> detail(
            PeopleSource source, SourceFindings findings, PeopleDifference difference, long accepted) {
        var detail = new TreeMap<String, String>();
        detail.put("source", source.words());
        detail.put("people", Long.toString(findings.good()));
        detail.put("added", Long.toString(difference.added()));
        detail.put("removed", Long.toString(difference.removed()));
        detail.put("left out", Long.toString(findings.bad()));
        if (accepted > 0) detail.put("accepted removals", Long.toString(accepted));
        return detail;
    }

    private void hold(AudienceId id, String name, PeopleDifference difference, long accepted) {
        boolean many = difference.removed() * 100 > difference.before() * HELD_BEYOND_PERCENT;
        if (many && difference.removed() > accepted) {
            throw new RemovalsHeld(
                    "\"" + name + "\" was not changed: " + number(difference.removed()) + " of "
                            + people(difference.before()) + " would be removed, more than " + HELD_BEYOND_PERCENT
                            + " %. For example " + String.join(", ", store.removed(id, NAMED))
                            + ". If that is right, accept this number (--accept-removals " + difference.removed() + ")"
                            + ".",
                    difference.removed());
        }
    }

    private Audience get(AudienceId id) {
        return audiences.byId(id).orElseThrow(() -> new ObjectNotFound("There is no audience " + id + "."));
    }

    private static String message(
            String name, SourceFindings findings, PeopleDifference difference, ReplacementMode mode) {
        String now = mode == ReplacementMode.PREVIEW
                ? "\"" + name + "\" would have " + people(findings.good())
                : "\"" + name + "\" has " + people(findings.good());
        return now + ": " + number(difference.added()) + " added, " + number(difference.removed()) + " removed."
                + (findings.bad() == 0 ? "" : " " + leftOut(findings)) + notes(findings);
    }

    private static String leftOut(SourceFindings findings) {
        String first = findings.leftOut().stream()
                .limit(NAMED)
                .map(row -> "\n  " + row.sentence())
                .collect(Collectors.joining());
        return number(findings.bad()) + " left out:" + first + (findings.bad() > NAMED ? "\n  …" : "");
    }

    private static String notes(SourceFindings findings) {
        return findings.notes().stream().map(note -> "\n" + note).collect(Collectors.joining());
    }
}
