package org.belay.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import org.belay.platform.Settings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pool over database: Spring closes them in the opposite order, so the server stops after its last connection. */
@Configuration(proxyBeanMethods = false)
class DatabaseBeans {
    private static final int CONNECTIONS = 20;

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Database database(Settings settings) {
        return Database.of(settings);
    }

    @Bean
    Ownership ownership(Database database) {
        return database.ownership();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Database database) {
        return Pool.open(database, CONNECTIONS);
    }
}
