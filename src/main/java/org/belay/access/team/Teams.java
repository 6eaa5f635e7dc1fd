package org.belay.access.team;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.RightsConfirmation;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates and changes teams, their members, and what belongs to them. Only administrators may. */
@Component
@Transactional
public class Teams {
    private static final int LONGEST_NAME = 100;
    private static final int SHOWN_MAILINGS = 200;

    private final TeamStore store;
    private final TeamObjectStore objects;
    private final Users users;
    private final RightsConfirmation rights;
    private final AuditLog audit;

    Teams(TeamStore store, TeamObjectStore objects, Users users, RightsConfirmation rights, AuditLog audit) {
        this.store = store;
        this.objects = objects;
        this.users = users;
        this.rights = rights;
        this.audit = audit;
    }

    /** All teams, by name. */
    @Transactional(readOnly = true)
    public List<Team> list() {
        return store.names().entrySet().stream()
                .map(team -> new Team(team.getKey(), team.getValue(), members(team.getKey())))
                .toList();
    }

    @Transactional(readOnly = true)
    public TeamNames names() {
        return new TeamNames(store.names(), objects.templates());
    }

    /** @throws ObjectNotFound if there is no such team */
    @Transactional(readOnly = true)
    public Team get(User.TeamId id) {
        return new Team(id, name(id), members(id));
    }

    /** What belongs to a team: all audiences and templates, and the newest 200 mailings. */
    @Transactional(readOnly = true)
    public List<TeamObject> objects(User.TeamId id) {
        return objects.of(id, SHOWN_MAILINGS);
    }

    /** The team to which something belongs that this user creates: the only one of the user; otherwise everyone sees it. */
    public static Optional<User.TeamId> ofNewObject(User by) {
        return by.teams().size() == 1 ? by.teams().stream().findFirst() : Optional.empty();
    }

    /** @throws RequestRefused if the name is not usable or taken */
    public Team create(String name, User by) {
        rights.requireAdministrator(by, "create teams");
        if (!store.hidesRows()) {
            throw new RequestRefused(
                    "The database user of Belay is a superuser or may bypass row security, so teams would hide"
                            + " nothing. Nothing was created. Give Belay another database user (docs/database.md, \"Two users\").");
        }
        store.lock();
        User.TeamId id = store.add(free(name, Optional.empty()));
        audit.record(by.address(), "team-create", subject(id), Map.of("name", name(id)));
        return get(id);
    }

    /** @throws RequestRefused if the name is not usable or taken */
    public void rename(User.TeamId id, String name, User by) {
        rights.requireAdministrator(by, "rename teams");
        store.lock();
        String before = name(id);
        String after = free(name, Optional.of(id));
        if (!after.equals(before)) {
            store.rename(id, after);
            audit.record(by.address(), "team-rename", subject(id), Map.of("from", before, "to", after));
        }
    }

    /**
     * Deletes a team. Its members keep their accounts.
     *
     * @param heir the team that gets what belongs to it; not needed if nothing does
     * @throws RequestRefused if something belongs to it and no heir is named
     */
    public void delete(User.TeamId id, Optional<User.TeamId> heir, User by) {
        rights.requireAdministrator(by, "delete teams");
        store.lock();
        String name = name(id);
        var detail = new HashMap<>(Map.of("name", name));
        if (heir.isPresent()) {
            if (heir.get().equals(id)) {
                throw new RequestRefused("A team cannot inherit from itself. Nothing was changed. Name another team.");
            }
            detail.put("moved to", name(heir.get()));
            objects.moveAll(id, heir.get());
        } else if (!objects.isEmpty(id)) {
            throw new RequestRefused("The team \"" + name
                    + "\" has audiences, templates or mailings. Nothing was changed. Name the team that gets them.");
        }
        store.delete(id);
        audit.record(by.address(), "team-delete", subject(id), detail);
    }

    /** In effect from the next request of the user. */
    public void addMember(User.TeamId id, User user, User by) {
        rights.requireAdministrator(by, "change the members of teams");
        String name = name(id);
        if (store.addMember(id, user.id())) {
            audit.record(by.address(), "team-join", "user " + user.address(), Map.of("team", name));
        }
    }

    /** In effect from the next request of the user. */
    public void removeMember(User.TeamId id, User user, User by) {
        rights.requireAdministrator(by, "change the members of teams");
        String name = name(id);
        if (store.removeMember(id, user.id())) {
            audit.record(by.address(), "team-leave", "user " + user.address(), Map.of("team", name));
        }
    }

    /**
     * Gives an audience, template or mailing to a team.
     *
     * @param name as in {@link TeamObject}
     * @param to empty: to everyone
     * @throws ObjectNotFound if there is no such object
     */
    public void move(TeamObject.Kind kind, String name, Optional<User.TeamId> to, User by) {
        rights.requireAdministrator(by, "move audiences, templates and mailings between teams");
        String team = to.map(this::name).orElse("everyone");
        String wanted = name.strip();
        boolean moved = switch (kind) {
            case AUDIENCE -> objects.moveAudience(wanted, to);
            case TEMPLATE -> objects.moveTemplate(wanted, to);
            case MAILING ->
                mailing(wanted).filter(id -> objects.moveMailing(id, to)).isPresent();
        };
        if (!moved) {
            throw new ObjectNotFound("There is no " + kind.word() + " \""
                    + wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME)) + "\". Nothing was changed.");
        }
        audit.record(by.address(), "team-move", kind.word() + " " + wanted, Map.of("to", team));
    }

    private static Optional<Long> mailing(String number) {
        return number.matches("(?i:M-)?[0-9]{1,15}")
                ? Optional.of(Long.valueOf(number.replaceFirst("(?i)^M-", "")))
                : Optional.empty();
    }

    private String free(String typed, Optional<User.TeamId> except) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new RequestRefused("The name of a team has 1 to " + LONGEST_NAME
                    + " characters and no line breaks. Nothing was changed.");
        }
        if (name.equalsIgnoreCase("everyone") || store.isTaken(name, except)) {
            throw new RequestRefused(
                    "There is already a team \"" + name + "\". Nothing was changed. Choose another name.");
        }
        return name;
    }

    private String name(User.TeamId id) {
        return store.name(id).orElseThrow(() -> new ObjectNotFound("There is no team " + id + "."));
    }

    private List<User> members(User.TeamId id) {
        return store.members(id).stream().map(users::get).toList();
    }

    private static String subject(User.TeamId id) {
        return "team " + id;
    }
}
