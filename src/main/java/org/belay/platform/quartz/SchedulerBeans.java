package org.belay.platform.quartz;

import java.util.Properties;
import org.belay.platform.Settings;
import org.belay.platform.database.ConnectionUse;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.platform.database.PooledDataSource;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;

/** The two schedulers. {@link SchedulerLifecycle} starts them. */
@Configuration(proxyBeanMethods = false)
class SchedulerBeans {
    /** Used if the configuration sets no number of connections; then the profile of the relay decides. */
    private static final int MOST_CONNECTIONS_OF_A_PROFILE = 20;

    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBean noticeScheduler(
            PooledDataSource connections, DatabaseOwnership ownership, Settings settings, ApplicationContext context) {
        return scheduler("belay-notices", connections, ownership, settings, context);
    }

    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBean correctionScheduler(
            PooledDataSource connections, DatabaseOwnership ownership, Settings settings, ApplicationContext context) {
        return scheduler("belay-corrections", connections, ownership, settings, context);
    }

    private static SchedulerFactoryBean scheduler(
            String name,
            PooledDataSource connections,
            DatabaseOwnership ownership,
            Settings settings,
            ApplicationContext context) {
        SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
        scheduler.setSchedulerName(name);
        // job store of Spring: a trigger created in a transaction is part of it
        scheduler.setDataSource(connections);
        scheduler.setNonTransactionalDataSource(connections.forUse(ConnectionUse.BRIEF));
        scheduler.setQuartzProperties(properties(name, ownership, threads(settings)));
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        scheduler.setJobFactory(jobs);
        scheduler.setAutoStartup(false);
        scheduler.setWaitForJobsToCompleteOnShutdown(true);
        return scheduler;
    }

    /** One thread per connection to the relay, and one to start a mailing while all others work. */
    private static int threads(Settings settings) {
        int usual = settings.relay().limits().connections().orElse(MOST_CONNECTIONS_OF_A_PROFILE);
        int corrections = settings.relayForCorrections()
                .map(relay -> relay.limits().connections().orElse(MOST_CONNECTIONS_OF_A_PROFILE))
                .orElse(0);
        return Math.max(usual, corrections) + 1;
    }

    private static Properties properties(String name, DatabaseOwnership ownership, int threads) {
        Properties properties = new Properties();
        // A sole owner keeps its instance id, so that after a restart it finds its unfinished jobs at its first
        // check-in
        // and does not wait until another instance counts as dead.
        properties.setProperty("org.quartz.scheduler.instanceId", ownership.soleOwner() ? "belay" : "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        // how soon other nodes see work that was signalled to one node only
        properties.setProperty("org.quartz.scheduler.idleWaitTime", ownership.soleOwner() ? "5000" : "1000");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(threads));
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", name);
        properties.setProperty("org.quartz.threadExecutor.class", RestartingThreadExecutor.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        // retry interval after a database failure; the default of 15 s would prolong the outage
        properties.setProperty("org.quartz.jobStore.dbRetryInterval", "1000");
        properties.setProperty("org.quartz.scheduler.dbFailureRetryInterval", "1000");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "2000");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        // The lock of a transaction with a new trigger also blocks the search of the scheduler for work, so it searches
        // after the commit; without the lock it would search before and then sleep.
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        // job data are ids as text, never serialised objects
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        return properties;
    }
}
