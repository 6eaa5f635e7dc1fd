package org.belay.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code belay.yaml} says about one relay.
 *
 * @param host empty when not set
 * @param profile what the relay's replies mean and which limits it has
 * @param limits what is said otherwise than the profile has it
 * @param breaker when a dispatch pauses because the relay refuses it for everybody
 */
public record RelaySettings(
        String host,
        int port,
        Settings.Security security,
        String profile,
        Optional<String> username,
        Optional<Path> passwordFile,
        String ehloName,
        Limits limits,
        Breaker breaker) {

    /** Figures that stand in for those of the profile; empty: the profile's; 0: no limit. */
    public record Limits(
            OptionalInt connections,
            OptionalInt messagesPerConnection,
            OptionalInt recipientsPerMessage,
            OptionalInt messagesPerSecond,
            OptionalInt messagesPerMinute,
            OptionalInt recipientsPerSecond,
            OptionalInt recipientsPerDay,
            Optional<Boolean> rollingDay,
            OptionalInt refusalsPerConnection,
            Optional<Boolean> overlap) {}

    /** @param refusals so many identical permanent refusals; 0: never */
    public record Breaker(int refusals, int ofTheFirst) {}
}
