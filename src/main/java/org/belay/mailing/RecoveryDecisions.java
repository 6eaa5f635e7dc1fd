package org.belay.mailing;

import java.util.Map;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.team.AllTeams;
import org.belay.audit.AuditLog;
import org.belay.delivery.LedgerStatus;
import org.belay.delivery.recovery.JournalComparison;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decisions of a person when the database may lack deliveries that were sent. Each decision is in the audit record. */
@Component
@Transactional
public class RecoveryDecisions {

    private final JournalComparison comparison;
    private final AllTeams allTeams;
    private final AuditLog audit;

    RecoveryDecisions(JournalComparison comparison, AllTeams allTeams, AuditLog audit) {
        this.allTeams = allTeams;
        this.comparison = comparison;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public LedgerStatus status() {
        return comparison.status();
    }

    public static boolean mayDecide(User user) {
        return user.is(Role.APPROVER) || user.is(Role.ADMIN);
    }

    /** Continues without a node that will not return; its journal is not compared. */
    public LedgerStatus dropNode(String node, String reason, User by) {
        require(reason, by);
        allTeams.run(() -> comparison.goOnWithout(node));
        audit.record(by.address(), "go-on-without-node", "node " + node, Map.of("reason", reason.strip()));
        return comparison.status();
    }

    /** Declares that this server is the original and not a copy of it. */
    public LedgerStatus thisServerIsReal(String reason, User by) {
        require(reason, by);
        allTeams.run(comparison::confirmServer);
        audit.record(by.address(), "server-is-real", "server", Map.of("reason", reason.strip()));
        return comparison.status();
    }

    private static void require(String reason, User by) {
        if (!mayDecide(by)) {
            throw new RequestRefused("Nothing was changed: only approvers and administrators can decide this.");
        }
        if (reason.isBlank()) {
            throw new RequestRefused("Nothing was changed: give a reason in one line, for the audit record.");
        }
    }
}
