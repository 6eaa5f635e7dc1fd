package org.belay.web.format;

import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.springframework.stereotype.Component;

/** Names of the accounts behind the addresses in the audit record. */
@Component
public class AccountNames {
    private final Users users;

    AccountNames(Users users) {
        this.users = users;
    }

    public String nameOf(UserId id) {
        return users.get(id).name();
    }

    /** "Belay" for what Belay did itself; the address if there is no such account. */
    public String nameOf(String actor) {
        return actor.equals("belay")
                ? "Belay"
                : users.byAddress(actor).map(User::name).orElse(actor);
    }
}
