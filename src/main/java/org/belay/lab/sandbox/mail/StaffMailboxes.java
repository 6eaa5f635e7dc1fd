package org.belay.lab.sandbox.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.belay.lab.sandbox.company.TessamarCompany;

/**
 * All mails that the mail server of the sandbox accepted, by person and in order. Thread-safe; a search reads all
 * mails, which takes some milliseconds for 20,000.
 */
public final class StaffMailboxes {
    private final Map<String, String> names;
    private final List<SandboxMail> mails = new ArrayList<>();
    private final Map<String, List<SandboxMail>> byRecipient = new HashMap<>();

    /** @param staff the owners of the mailboxes */
    public StaffMailboxes(TessamarCompany staff) {
        names = new HashMap<>();
        staff.people().forEach(p -> names.put(p.address(), p.name()));
    }

    /**
     * A filter of the list.
     *
     * @param words searched in names, addresses and subjects; empty for all
     */
    public record MailFilter(String words, Optional<SandboxMail.MailKind> kind) {
        public static final MailFilter ALL = new MailFilter("", Optional.empty());
    }

    /** @param total number of matching mails, of which {@code mails} is one page, newest first */
    public record MailPage(List<SandboxMail> mails, long total, int offset) {}

    /**
     * Counts of all mails, and whether they are as they should be.
     *
     * @param readers people with at least one mail
     * @param strays corrections without their notice in the same mailbox, and mails to unknown addresses
     */
    public record MailboxCounts(long mails, long readers, long staff, long notices, long corrections, long strays) {}

    synchronized void add(IncomingMail received) {
        SandboxMail mail = received.numbered(mails.size() + 1L);
        mails.add(mail);
        byRecipient.computeIfAbsent(mail.recipient(), r -> new ArrayList<>(2)).add(mail);
    }

    public synchronized MailPage page(MailFilter wish, int offset, int limit) {
        Predicate<SandboxMail> fits = fits(wish);
        var page = new ArrayList<SandboxMail>();
        long total = 0;
        for (int i = mails.size() - 1; i >= 0; i--) {
            if (fits.test(mails.get(i)) && total++ >= offset && page.size() < limit) {
                page.add(mails.get(i));
            }
        }
        return new MailPage(page, total, offset);
    }

    public synchronized Optional<SandboxMail> mail(long number) {
        return number < 1 || number > mails.size() ? Optional.empty() : Optional.of(mails.get((int) number - 1));
    }

    /** The notice of the same conversation in the same mailbox. */
    public synchronized Optional<SandboxMail> noticeBefore(SandboxMail correction) {
        return byRecipient.getOrDefault(correction.recipient(), List.of()).stream()
                .filter(m ->
                        m.kind() == SandboxMail.MailKind.NOTICE && m.thread().equals(correction.thread()))
                .findFirst();
    }

    public synchronized List<SandboxMail> of(String address) {
        return List.copyOf(byRecipient.getOrDefault(address.toLowerCase(Locale.ROOT), List.of()));
    }

    /** The name of the owner; the address itself if it is unknown. */
    public String nameOf(String address) {
        return names.getOrDefault(address, address);
    }

    public synchronized MailboxCounts tally() {
        long notices = mails.stream()
                .filter(m -> m.kind() == SandboxMail.MailKind.NOTICE)
                .count();
        long corrections = mails.stream()
                .filter(m -> m.kind() == SandboxMail.MailKind.CORRECTION)
                .count();
        return new MailboxCounts(mails.size(), byRecipient.size(), names.size(), notices, corrections, strays());
    }

    private long strays() {
        Set<String> noticed = new HashSet<>();
        mails.stream()
                .filter(m -> m.kind() == SandboxMail.MailKind.NOTICE)
                .forEach(m -> noticed.add(m.thread() + " " + m.recipient()));
        return mails.stream()
                .filter(m -> !names.containsKey(m.recipient())
                        || m.kind() == SandboxMail.MailKind.CORRECTION
                                && !noticed.contains(m.thread() + " " + m.recipient()))
                .count();
    }

    private Predicate<SandboxMail> fits(MailFilter wish) {
        String words = wish.words().strip().toLowerCase(Locale.ROOT);
        Predicate<SandboxMail> kind = m -> wish.kind().isEmpty() || wish.kind().get() == m.kind();
        if (words.isEmpty()) {
            return kind;
        }
        return kind.and(m -> m.recipient().contains(words)
                || m.subject().toLowerCase(Locale.ROOT).contains(words)
                || nameOf(m.recipient()).toLowerCase(Locale.ROOT).contains(words));
    }
}
