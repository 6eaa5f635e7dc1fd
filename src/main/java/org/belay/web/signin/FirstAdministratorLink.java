package org.belay.web.signin;

import org.belay.access.OneTimeLinks;
import org.belay.access.Users;
import org.belay.platform.Settings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** While there is nobody, each start prints a way in for one person: whoever can read the console is trusted to begin. */
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
            // not to the log: logs are kept, copied and read by many
            System.out.printf(
                    "%nThere is nobody yet. The first administrator signs up, once and within 24 hours, at%n  %s/first/%s%n%n",
                    settings.publicUrl(), links.forFirstAdministrator());
        }
    }
}
