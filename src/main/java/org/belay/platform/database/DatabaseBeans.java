package org.belay.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import org.belay.platform.Settings;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Connection pools and database. Spring closes them in reverse order, so the server stops after its last connection. */
@Configuration(proxyBeanMethods = false)
class DatabaseBeans {
    /**
     * Reserved connections of a node: the committer, the check for stops, the heartbeat, and three people who stop,
     * correct or sign in.
     */
    private static final int RESERVED = 6;

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Database database(Settings settings) {
        return Database.of(settings);
    }

    @Bean
    DatabaseOwnership ownership(Database database) {
        return database.ownership();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource sharedPool(Database database, Settings settings) {
        return ConnectionPools.open(database, settings.database().connections() - RESERVED, RESERVED);
    }

    /** Opened after the shared pool, which checks the database first. */
    @Bean(destroyMethod = "close")
    HikariDataSource reservedPool(Database database, @Qualifier("sharedPool") HikariDataSource first) {
        return ConnectionPools.openReserved(database, RESERVED);
    }

    @Bean
    @Primary
    PooledDataSource dataSource(
            @Qualifier("sharedPool") HikariDataSource shared,
            @Qualifier("reservedPool") HikariDataSource reserved,
            RowScope scope) {
        return new PooledDataSource(shared, reserved, scope);
    }

    @Bean
    FlywayConfigurationCustomizer migrationsOfTheOwner(Database database) {
        return flyway -> flyway.dataSource(database.migrations());
    }

    @Bean
    FlywayMigrationStrategy migrationsThenRights(Database database) {
        return flyway -> {
            flyway.migrate();
            database.grantApplicationRights();
        };
    }
}
