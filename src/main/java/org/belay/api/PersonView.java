package org.belay.api;

import java.util.List;
import org.belay.access.User;

/** A person who may sign in, as the API shows them. */
record PersonView(long id, String name, String address, List<String> roles) {
    static PersonView of(User user) {
        return new PersonView(
                user.id().value(),
                user.name(),
                user.address(),
                user.roles().stream().sorted().map(Enum::name).toList());
    }
}
