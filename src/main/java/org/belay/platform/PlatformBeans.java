package org.belay.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock that all rooms read; a test may turn it. */
@Configuration(proxyBeanMethods = false)
class PlatformBeans {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
