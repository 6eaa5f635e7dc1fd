package org.belay.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All mails that the mail server of the sandbox accepted, by person and in order. Thread-safe; a search reads all
 * mails, which takes some milliseconds for 20,000.
 */
public final class Mailboxes {
    private final Map<String, String> names;
    private final List<Mail> mails = new ArrayList<>();
    private final Map<String, List<Mail>> byRecipient = new HashMap<>();

    /** @param staff the owners of the mailboxes */
    public Mailboxes(Tessamar staff) {
        names = new HashMap<>();
        staff.people().forEach(p -> names.put(p.address(), p.name()));
    }

    /**
     * A filter of the list.
     *
     * @param words searched in names, addresses and subjects; empty for all
     */
    public record Wish(String words, Optional<Mail.Kind> kind) {
        public static final Wish ALL = new Wish("", Optional.empty());
    }

    /** @param total number of matching mails, of which {@code mails} is one page, newest first */
    public record Page(List<Mail> mails, long total, int offset) {}

    /**
     * Counts of all mails, and whether they are as they should be.
     *
     * @param readers people with at least one mail
     * @param strays corrections without their notice in the same mailbox, and mails to unknown addresses
     */
    public record Tally(long mails, long readers, long staff, long notices, long corrections, long strays) {}

    synchronized void keep(Received received) {
        Mail mail = received.numbered(mails.size() + 1L);
        mails.add(mail);
        byRecipient.computeIfAbsent(mail.recipient(), r -> new ArrayList<>(2)).add(mail);
    }

    public synchronized Page page(Wish wish, int offset, int limit) {
        Predicate<Mail> fits = fits(wish);
        var page = new ArrayList<Mail>();
        long total = 0;
        for (int i = mails.size() - 1; i >= 0; i--) {
            if (fits.test(mails.get(i)) && total++ >= offset && page.size() < limit) {
                page.add(mails.get(i));
            }
        }
        return new Page(page, total, offset);
    }

    public synchronized Optional<Mail> mail(long number) {
        return number < 1 || number > mails.size() ? Optional.empty() : Optional.of(mails.get((int) number - 1));
    }

    /** The notice of the same conversation in the same mailbox. */
    public synchronized Optional<Mail> noticeBefore(Mail correction) {
        return byRecipient.getOrDefault(correction.recipient(), List.of()).stream()
                .filter(m -> m.kind() == Mail.Kind.NOTICE && m.thread().equals(correction.thread()))
                .findFirst();
    }

    public synchronized List<Mail> of(String address) {
        return List.copyOf(byRecipient.getOrDefault(address.toLowerCase(Locale.ROOT), List.of()));
    }

    /** The name of the owner; the address itself if it is unknown. */
    public String nameOf(String address) {
        return names.getOrDefault(address, address);
    }

    public synchronized Tally tally() {
        long notices = mails.stream().filter(m -> m.kind() == Mail.Kind.NOTICE).count();
        long corrections =
                mails.stream().filter(m -> m.kind() == Mail.Kind.CORRECTION).count();
        return new Tally(mails.size(), byRecipient.size(), names.size(), notices, corrections, strays());
    }

    private long strays() {
        Set<String> noticed = new HashSet<>();
        mails.stream()
                .filter(m -> m.kind() == Mail.Kind.NOTICE)
                .forEach(m -> noticed.add(m.thread() + " " + m.recipient()));
        return mails.stream()
                .filter(m -> !names.containsKey(m.recipient())
                        || m.kind() == Mail.Kind.CORRECTION && !noticed.contains(m.thread() + " " + m.recipient()))
                .count();
    }

    private Predicate<Mail> fits(Wish wish) {
        String words = wish.words().strip().toLowerCase(Locale.ROOT);
        Predicate<Mail> kind = m -> wish.kind().isEmpty() || wish.kind().get() == m.kind();
        if (words.isEmpty()) {
            return kind;
        }
        return kind.and(m -> m.recipient().contains(words)
                || m.subject().toLowerCase(Locale.ROOT).contains(words)
                || nameOf(m.recipient()).toLowerCase(Locale.ROOT).contains(words));
    }
}
