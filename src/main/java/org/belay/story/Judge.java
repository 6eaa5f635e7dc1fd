package org.belay.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.belay.sandbox.Claim;
import org.belay.sandbox.Mail.Kind;

/**
 * Holds the promises against the mails in the mailboxes. Belay's own record is used in two places only: for whom it claims
 * doubt, which excuses a mail that the mailboxes cannot explain, and for whether it forgot a mail that they do hold.
 */
final class Judge {
    private static final int SHOWN = 5;

    private final Map<String, List<Arrived>> notices;
    private final Map<String, List<Arrived>> corrections;
    private final List<Claim> noticeClaims;
    private final List<Claim> correctionClaims;

    Judge(Collection<Arrived> mails, List<Claim> noticeClaims, List<Claim> correctionClaims) {
        this.notices = byPerson(mails, Kind.NOTICE);
        this.corrections = byPerson(mails, Kind.CORRECTION);
        this.noticeClaims = noticeClaims;
        this.correctionClaims = correctionClaims;
    }

    List<Verdict> judge() {
        return List.of(nobodyIsMissed(), nobodyElseIsBothered(), nobodyGetsItTwice(), nothingIsForgotten());
    }

    int noticed() {
        return notices.size();
    }

    int corrected() {
        return corrections.size();
    }

    /** Notice copies that people got beyond their first; corrections likewise. */
    long again(Kind kind) {
        var mails = kind == Kind.NOTICE ? notices : corrections;
        return mails.values().stream().mapToLong(copies -> copies.size() - 1).sum();
    }

    /** I1: noticed ⊆ corrected. These mailboxes refuse nobody, so there is no one to be listed as not reached. */
    private Verdict nobodyIsMissed() {
        var missed = new TreeSet<>(notices.keySet());
        missed.removeAll(corrections.keySet());
        return verdict(
                "I1",
                "%,d of %,d people who have the notice have its correction"
                        .formatted(notices.size() - missed.size(), notices.size()),
                missed);
    }

    /** I2: whoever has the correction has the notice, or Belay says it cannot know (IN_DOUBT). */
    private Verdict nobodyElseIsBothered() {
        Set<String> doubted = people(noticeClaims, Claim::inDoubt);
        var bothered = new TreeSet<>(corrections.keySet());
        bothered.removeAll(notices.keySet());
        int without = bothered.size();
        bothered.removeAll(doubted);
        return verdict(
                "I2",
                "%,d people have the correction alone; for %,d of them the notice's fate was in doubt"
                        .formatted(without, without - bothered.size()),
                bothered);
    }

    /**
     * I3: nobody has a notice twice; of a correction, at most two copies with the same Message-ID, and the second only where
     * Belay's record shows a second attempt.
     */
    private Verdict nobodyGetsItTwice() {
        Set<String> triedAgain = people(correctionClaims, claim -> claim.attempts() > 1);
        var twice = new TreeSet<String>();
        notices.forEach((person, copies) -> {
            if (copies.size() > 1) twice.add(person + " (notice " + copies.size() + " times)");
        });
        corrections.forEach((person, copies) -> {
            boolean same = copies.stream().map(Arrived::messageId).distinct().count() == 1;
            boolean resent = copies.size() == 2 && same && triedAgain.contains(person);
            if (copies.size() > 1 && !resent) twice.add(person + " (correction " + copies.size() + " times)");
        });
        return verdict(
                "I3",
                "nobody has a mail twice, but for %,d corrections that were in doubt and sent once more"
                        .formatted(again(Kind.CORRECTION)),
                twice);
    }

    /** I5: every mail in a mailbox is on record as ACCEPTED or IN_DOUBT, under its own Message-ID. */
    private Verdict nothingIsForgotten() {
        var forgotten = new TreeSet<String>();
        forgotten(notices, noticeClaims, "notice", forgotten);
        forgotten(corrections, correctionClaims, "correction", forgotten);
        return verdict(
                "I5",
                "all %,d mails in the mailboxes are on record as accepted or in doubt"
                        .formatted(total(notices) + total(corrections)),
                forgotten);
    }

    private static void forgotten(
            Map<String, List<Arrived>> mails, List<Claim> claims, String kind, Set<String> forgotten) {
        Map<String, Claim> byPerson =
                claims.stream().collect(Collectors.toMap(c -> key(c.address()), c -> c, (one, other) -> one));
        mails.forEach((person, copies) -> {
            Claim claim = byPerson.get(person);
            for (Arrived mail : copies) {
                if (claim == null) forgotten.add(person + " (" + kind + ": no delivery at all)");
                else if (!claim.accepted() && !claim.inDoubt())
                    forgotten.add(person + " (" + kind + ": " + claim.state() + ")");
                else if (!claim.messageId().equals(mail.messageId()))
                    forgotten.add(person + " (" + kind + ": another Message-ID)");
            }
        });
    }

    private static Verdict verdict(String promise, String words, Collection<String> breaches) {
        List<String> shown = new ArrayList<>(breaches.stream().limit(SHOWN).toList());
        if (breaches.size() > SHOWN) shown.add("and " + (breaches.size() - SHOWN) + " more");
        return new Verdict(promise, words, breaches.isEmpty(), shown);
    }

    private static Map<String, List<Arrived>> byPerson(Collection<Arrived> mails, Kind kind) {
        return mails.stream()
                .filter(mail -> mail.kind() == kind)
                .collect(Collectors.groupingBy(mail -> key(mail.recipient()), TreeMap::new, Collectors.toList()));
    }

    private static Set<String> people(List<Claim> claims, Predicate<Claim> wanted) {
        return claims.stream().filter(wanted).map(claim -> key(claim.address())).collect(Collectors.toSet());
    }

    private static long total(Map<String, List<Arrived>> mails) {
        return mails.values().stream().mapToLong(List::size).sum();
    }

    private static String key(String address) {
        return address.toLowerCase(java.util.Locale.ROOT);
    }
}
