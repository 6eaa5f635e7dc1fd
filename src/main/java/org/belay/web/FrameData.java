package org.belay.web;

import java.util.Optional;
import java.util.function.Supplier;
import org.belay.access.Role;
import org.belay.access.RoleRules;
import org.belay.access.User;
import org.belay.access.team.TeamNames;
import org.belay.delivery.LedgerStatus;
import org.jspecify.annotations.Nullable;

/**
 * Model of the frame around every page.
 *
 * @param me the signed-in user; null before sign-in
 * @param roles as text: "Author, Approver"
 * @param mayWrite whether the user may write mailings
 * @param sandbox whether the server runs as a sandbox, which sends no mail to other hosts
 * @param mailbox whether the sandbox has a staff mailbox
 * @param waiting number of mailings that wait for this user
 * @param path of the page
 * @param record null while the database has every attempt
 * @param teams names of teams, read when a page shows one
 * @param mayDecide whether the user may continue without a node or choose the production server
 */
public record FrameData(
        @Nullable User me,
        String roles,
        boolean mayWrite,
        boolean sandbox,
        boolean mailbox,
        long waiting,
        String path,
        @Nullable LedgerStatus record,
        boolean mayDecide,
        Supplier<TeamNames> teams) {

    /** The name of the team; empty if the object is for everyone. */
    public String team(Optional<User.TeamId> team) {
        return team.isEmpty() ? "" : teams.get().of(team);
    }

    public String teamOfTemplate(String key) {
        return teams.get().ofTemplate(key);
    }

    /** Whether the user may edit and publish templates. */
    public boolean editsTemplates() {
        return me != null && RoleRules.mayEditTemplates(me);
    }

    /** Whether the user may read the audit log. */
    public boolean readsAudit() {
        return me != null && (me.is(Role.AUDITOR) || me.is(Role.ADMIN));
    }

    /** Whether the user may import audiences. */
    public boolean imports() {
        return me != null && RoleRules.mayImport(me);
    }

    /** Whether the user is an administrator. */
    public boolean administers() {
        return me != null && me.is(Role.ADMIN);
    }
}
