package org.belay.web;

import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.springframework.stereotype.Component;

/** Who is behind an address in the audit record. */
@Component
public class People {
    private final Users users;

    People(Users users) {
        this.users = users;
    }

    String nameOf(UserId id) {
        return users.get(id).name();
    }

    /** "Belay" for what nobody pressed, the address for who is not known any more. */
    public String nameOf(String actor) {
        return actor.equals("belay")
                ? "Belay"
                : users.byAddress(actor).map(User::name).orElse(actor);
    }
}
