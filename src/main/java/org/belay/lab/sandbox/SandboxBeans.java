package org.belay.lab.sandbox;

import java.time.Clock;
import org.belay.lab.sandbox.company.TessamarCompany;
import org.belay.lab.sandbox.mail.ChaoticMailServer;
import org.belay.lab.sandbox.mail.ConditionalOnSandboxMail;
import org.belay.lab.sandbox.mail.SandboxMailServer;
import org.belay.lab.sandbox.mail.StaffMailboxes;
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
    TessamarCompany tessamar(@Value("${belay.sandbox.people:2000}") int people) {
        return TessamarCompany.of(people);
    }

    @Bean
    @ConditionalOnSandboxMail
    StaffMailboxes mailboxes(TessamarCompany staff) {
        return new StaffMailboxes(staff);
    }

    @Bean
    @ConditionalOnSandboxMail
    @ConditionalOnProperty(name = "belay.sandbox.chaos")
    ChaoticMailServer chaoticMailServer(
            Settings settings, StaffMailboxes mailboxes, Clock clock, @Value("${belay.sandbox.chaos}") long seed) {
        return new ChaoticMailServer(
                settings.relay().port(), mailboxes, clock, settings.dataDir().resolve("relay-record.tsv"), seed);
    }

    @Bean
    @ConditionalOnSandboxMail
    @ConditionalOnProperty(name = "belay.sandbox.chaos", havingValue = "none", matchIfMissing = true)
    SandboxMailServer mailServer(Settings settings, StaffMailboxes mailboxes, Clock clock) {
        return SandboxMailServer.start(
                settings.relay().host().isEmpty() ? 0 : settings.relay().port(), mailboxes, clock);
    }
}
