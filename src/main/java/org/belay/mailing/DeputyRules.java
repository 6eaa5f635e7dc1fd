package org.belay.mailing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.deputy.Deputies;
import org.belay.access.deputy.Deputyship;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.belay.mailing.store.MailingWriters;
import org.springframework.stereotype.Component;

/** Approvals by deputies: for whom they are, and that deputy and principal count once. */
@Component
class DeputyRules {
    private final Deputies deputies;
    private final MailingWriters writers;
    private final Users users;

    DeputyRules(Deputies deputies, MailingWriters writers, Users users) {
        this.deputies = deputies;
        this.writers = writers;
        this.users = users;
    }

    /** The absent approver for whom this approver would approve; not a writer of the mailing, who could not approve it. */
    Optional<User> principal(MailingId id, User by) {
        return deputies.actingFor(by).stream()
                .map(Deputyship::principal)
                .filter(one -> writers.whyMayNotApprove(id, one).isEmpty())
                .findFirst();
    }

    /** The approval with which this person, their principal or their deputy approved it, in words; empty if there is none. */
    Optional<String> counted(MailingId id, List<ApprovalRow> valid, User by) {
        Optional<User> principal = principal(id, by);
        return valid.stream()
                .flatMap(given -> why(given, by, principal).stream())
                .findFirst()
                .map(why -> why + " This mailing needs another approver, too.");
    }

    private Optional<String> why(ApprovalRow given, User by, Optional<User> principal) {
        User approver = users.get(given.approver());
        if (approver.isSamePersonAs(by)) {
            return Optional.of("you have approved it already"
                    + (approver.id().equals(by.id())
                            ? "."
                            : ", as " + approver.address() + ", which is the same person."));
        }
        Optional<User> actedFor = given.actingFor().map(users::get);
        if (actedFor.filter(by::isSamePersonAs).isPresent()) {
            return Optional.of("your deputy " + approver.address() + " has approved it already for you.");
        }
        return principal
                .filter(one ->
                        Stream.concat(Stream.of(approver), actedFor.stream()).anyMatch(one::isSamePersonAs))
                .map(one -> "you are the deputy of " + one.address() + ", whose approval it has already.");
    }
}
