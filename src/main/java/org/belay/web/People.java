package org.belay.web;

import org.belay.access.User;
import org.belay.access.Users;
import org.springframework.stereotype.Component;

/** Who is behind an address in the audit record. */
@Component
public class People {
    private final Users users;

    People(Users users) {
        this.users = users;
    }

    /** "Belay" for what nobody pressed, the address for who is not known any more. */
    public String nameOf(String actor) {
        return actor.equals("belay")
                ? "Belay"
                : users.byAddress(actor).map(User::name).orElse(actor);
    }
}
