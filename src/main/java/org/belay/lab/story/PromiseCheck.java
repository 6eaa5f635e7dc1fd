package org.belay.lab.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.belay.lab.process.RecordedDelivery;
import org.belay.lab.sandbox.mail.SandboxMail.MailKind;

/**
 * Checks the promises against the mails in the mailboxes. The records of Belay are used in two places only: for
 * deliveries it reports as uncertain, which explain a correction without a notice, and for mails in the mailboxes
 * that it does not have on record.
 */
final class PromiseCheck {
    private static final int SHOWN = 5;

    private final Map<String, List<ArrivedMail>> notices;
    private final Map<String, List<ArrivedMail>> corrections;
    private final List<RecordedDelivery> noticeClaims;
    private final List<RecordedDelivery> correctionClaims;

    PromiseCheck(
            Collection<ArrivedMail> mails,
            List<RecordedDelivery> noticeClaims,
            List<RecordedDelivery> correctionClaims) {
        this.notices = byPerson(mails, MailKind.NOTICE);
        this.corrections = byPerson(mails, MailKind.CORRECTION);
        this.noticeClaims = noticeClaims;
        this.correctionClaims = correctionClaims;
    }

    List<PromiseResult> check() {
        return List.of(everyReaderIsCorrected(), noOtherIsCorrected(), noDuplicates(), everyMailIsRecorded());
    }

    int noticed() {
        return notices.size();
    }

    int corrected() {
        return corrections.size();
    }

    /** Copies of a notice or a correction beyond the first one. */
    long extraCopies(MailKind kind) {
        var mails = kind == MailKind.NOTICE ? notices : corrections;
        return mails.values().stream().mapToLong(copies -> copies.size() - 1).sum();
    }

    /**
     * I1 (docs/promises.md): everyone with the notice has the correction. These mailboxes refuse no mail, so no
     * person can be listed as not reached.
     */
    private PromiseResult everyReaderIsCorrected() {
        var missed = new TreeSet<>(notices.keySet());
        missed.removeAll(corrections.keySet());
        return verdict(
                "I1",
                "%,d of %,d people who have the notice have its correction"
                        .formatted(notices.size() - missed.size(), notices.size()),
                missed);
    }

    /** I2: everyone with the correction has the notice, or its delivery is uncertain (IN_DOUBT). */
    private PromiseResult noOtherIsCorrected() {
        Set<String> uncertain = people(noticeClaims, RecordedDelivery::uncertain);
        var unexpected = new TreeSet<>(corrections.keySet());
        unexpected.removeAll(notices.keySet());
        int without = unexpected.size();
        unexpected.removeAll(uncertain);
        return verdict(
                "I2",
                "%,d people have only the correction; for %,d of them the notice was uncertain"
                        .formatted(without, without - unexpected.size()),
                unexpected);
    }

    /**
     * I3: no second copy of a notice. Of a correction at most two copies with the same Message-ID, the second only if
     * Belay recorded a second attempt.
     */
    private PromiseResult noDuplicates() {
        Set<String> triedAgain = people(correctionClaims, claim -> claim.attempts() > 1);
        var twice = new TreeSet<String>();
        notices.forEach((person, copies) -> {
            if (copies.size() > 1) twice.add(person + " (notice " + copies.size() + " times)");
        });
        corrections.forEach((person, copies) -> {
            boolean same =
                    copies.stream().map(ArrivedMail::messageId).distinct().count() == 1;
            boolean resent = copies.size() == 2 && same && triedAgain.contains(person);
            if (copies.size() > 1 && !resent) twice.add(person + " (correction " + copies.size() + " times)");
        });
        return verdict(
                "I3",
                "no mail arrived twice, except %,d corrections that were uncertain and sent again"
                        .formatted(extraCopies(MailKind.CORRECTION)),
                twice);
    }

    /** I5: every mail in a mailbox is recorded as ACCEPTED or IN_DOUBT, with its Message-ID. */
    private PromiseResult everyMailIsRecorded() {
        var forgotten = new TreeSet<String>();
        forgotten(notices, noticeClaims, "notice", forgotten);
        forgotten(corrections, correctionClaims, "correction", forgotten);
        return verdict(
                "I5",
                "all %,d mails in the mailboxes are recorded as accepted or uncertain"
                        .formatted(total(notices) + total(corrections)),
                forgotten);
    }

    private static void forgotten(
            Map<String, List<ArrivedMail>> mails, List<RecordedDelivery> claims, String kind, Set<String> forgotten) {
        Map<String, RecordedDelivery> byPerson =
                claims.stream().collect(Collectors.toMap(c -> key(c.address()), c -> c, (one, other) -> one));
        mails.forEach((person, copies) -> {
            RecordedDelivery claim = byPerson.get(person);
            for (ArrivedMail mail : copies) {
                if (claim == null) forgotten.add(person + " (" + kind + ": no delivery at all)");
                else if (!claim.accepted() && !claim.uncertain())
                    forgotten.add(person + " (" + kind + ": " + claim.state() + ")");
                else if (!claim.messageId().equals(mail.messageId()))
                    forgotten.add(person + " (" + kind + ": another Message-ID)");
            }
        });
    }

    private static PromiseResult verdict(String promise, String words, Collection<String> breaches) {
        List<String> shown = new ArrayList<>(breaches.stream().limit(SHOWN).toList());
        if (breaches.size() > SHOWN) shown.add("and " + (breaches.size() - SHOWN) + " more");
        return new PromiseResult(promise, words, breaches.isEmpty(), shown);
    }

    private static Map<String, List<ArrivedMail>> byPerson(Collection<ArrivedMail> mails, MailKind kind) {
        return mails.stream()
                .filter(mail -> mail.kind() == kind)
                .collect(Collectors.groupingBy(mail -> key(mail.recipient()), TreeMap::new, Collectors.toList()));
    }

    private static Set<String> people(List<RecordedDelivery> claims, Predicate<RecordedDelivery> wanted) {
        return claims.stream().filter(wanted).map(claim -> key(claim.address())).collect(Collectors.toSet());
    }

    private static long total(Map<String, List<ArrivedMail>> mails) {
        return mails.values().stream().mapToLong(List::size).sum();
    }

    private static String key(String address) {
        return address.toLowerCase(java.util.Locale.ROOT);
    }
}
