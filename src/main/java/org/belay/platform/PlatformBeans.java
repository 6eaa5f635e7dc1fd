package org.belay.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock of all rooms; tests replace it. */
@Configuration(proxyBeanMethods = false)
class PlatformBeans {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
