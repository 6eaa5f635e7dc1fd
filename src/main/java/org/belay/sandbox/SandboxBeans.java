package org.belay.sandbox;

import java.time.Clock;
import org.belay.platform.Settings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The company and, unless an external mail server is configured, the mail server on the port of the relay settings. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxBeans {

    @Bean
    Tessamar tessamar(@Value("${belay.sandbox.people:2000}") int people) {
        return Tessamar.of(people);
    }

    @Bean
    @OwnMailServer
    Mailboxes mailboxes(Tessamar staff) {
        return new Mailboxes(staff);
    }

    @Bean
    @OwnMailServer
    @ConditionalOnProperty(name = "belay.sandbox.chaos")
    ChaoticMailServer chaoticMailServer(
            Settings settings, Mailboxes mailboxes, Clock clock, @Value("${belay.sandbox.chaos}") long seed) {
        return new ChaoticMailServer(
                settings.relay().port(), mailboxes, clock, settings.dataDir().resolve("relay-record.tsv"), seed);
    }

    @Bean
    @OwnMailServer
    @ConditionalOnProperty(name = "belay.sandbox.chaos", havingValue = "none", matchIfMissing = true)
    MailServer mailServer(Settings settings, Mailboxes mailboxes, Clock clock) {
        return MailServer.start(
                settings.relay().host().isEmpty() ? 0 : settings.relay().port(), mailboxes, clock);
    }
}
