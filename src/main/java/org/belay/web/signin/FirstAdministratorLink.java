package org.belay.web.signin;

import org.belay.access.OneTimeLinks;
import org.belay.access.Users;
import org.belay.platform.Settings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints a link for the first administrator at each start without users. A person who can read the console is trusted with it. */
@Component
@Profile("serve")
class FirstAdministratorLink {
    private final OneTimeLinks links;
    private final Users users;
    private final Settings settings;

    FirstAdministratorLink(OneTimeLinks links, Users users, Settings settings) {
        this.links = links;
        this.users = users;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        if (users.isEmpty()) {
            // on the console, not in the log: logs are stored, copied and widely readable
            System.out.printf(
                    "%nThere are no users yet. Create the first administrator within 24 hours, with this link, which works once:%n  %s/first/%s%n%n",
                    settings.publicUrl(), links.createFirstAdministratorLink());
        }
    }
}
