package org.belay.mailing;

import java.util.Map;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audit.Audit;
import org.belay.delivery.Comparison;
import org.belay.delivery.RecordStanding;
import org.belay.platform.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decisions of a person when the database may lack deliveries that were sent. Each decision is in the audit record. */
@Component
@Transactional
public class RecordDecisions {

    private final Comparison comparison;
    private final Audit audit;

    RecordDecisions(Comparison comparison, Audit audit) {
        this.comparison = comparison;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public RecordStanding standing() {
        return comparison.standing();
    }

    public static boolean mayDecide(User user) {
        return user.is(Role.APPROVER) || user.is(Role.ADMIN);
    }

    /** Continues without a node that will not return; its journal is not compared. */
    public RecordStanding goOnWithout(String node, String reason, User by) {
        require(reason, by);
        comparison.goOnWithout(node);
        audit.record(by.address(), "go-on-without-node", "node " + node, Map.of("reason", reason.strip()));
        return comparison.standing();
    }

    /** Declares that this server is the original and not a copy of it. */
    public RecordStanding thisServerIsReal(String reason, User by) {
        require(reason, by);
        comparison.thisServerIsReal();
        audit.record(by.address(), "server-is-real", "server", Map.of("reason", reason.strip()));
        return comparison.standing();
    }

    private static void require(String reason, User by) {
        if (!mayDecide(by)) {
            throw new Refused("Nothing was changed: only approvers and administrators can decide this.");
        }
        if (reason.isBlank()) {
            throw new Refused("Nothing was changed: give a reason in one line, for the audit record.");
        }
    }
}
