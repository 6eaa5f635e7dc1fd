package org.belay.directory;

import org.belay.access.Users;
import org.belay.audience.PeopleReplacement.ReplacementMode;
import org.belay.directory.scim.ScimDirectory;
import org.belay.platform.RequestRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the people of audiences again after a push. A source that was not read shows why. */
@Component
public class ScimFollower {
    private static final Logger log = LoggerFactory.getLogger(ScimFollower.class);

    private final ScimDirectory scim;
    private final AudienceSources sources;
    private final Users users;

    ScimFollower(ScimDirectory scim, AudienceSources sources, Users users) {
        this.scim = scim;
        this.sources = sources;
        this.users = users;
    }

    /** Reads, in the name of the person who set the source, each one that a push may have changed. Call it every half minute. */
    public void follow() {
        for (String audience : scim.stale()) {
            sources.of(audience).ifPresent(source -> {
                try {
                    sources.sync(audience, 0, ReplacementMode.APPLY, users.get(source.definedBy()));
                } catch (RequestRefused notRead) {
                    log.warn("After a push: {}", notRead.getMessage());
                }
            });
        }
    }
}
