package org.belay.platform.quartz;

import java.util.Properties;
import javax.sql.DataSource;
import org.belay.platform.database.Ownership;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;

/** The two schedulers. Neither starts by itself: see {@link Schedulers}. */
@Configuration(proxyBeanMethods = false)
class SchedulerBeans {
    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBean noticeScheduler(DataSource dataSource, Ownership ownership, ApplicationContext context) {
        return scheduler("belay-notices", dataSource, ownership, context);
    }

    @Bean
    @DependsOnDatabaseInitialization
    SchedulerFactoryBean correctionScheduler(DataSource dataSource, Ownership ownership, ApplicationContext context) {
        return scheduler("belay-corrections", dataSource, ownership, context);
    }

    private static SchedulerFactoryBean scheduler(
            String name, DataSource dataSource, Ownership ownership, ApplicationContext context) {
        SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
        scheduler.setSchedulerName(name);
        // Spring's store: a trigger made in a transaction is part of it
        scheduler.setDataSource(dataSource);
        scheduler.setQuartzProperties(properties(name, ownership));
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(context);
        scheduler.setJobFactory(jobs);
        scheduler.setAutoStartup(false);
        scheduler.setWaitForJobsToCompleteOnShutdown(true);
        return scheduler;
    }

    private static Properties properties(String name, Ownership ownership) {
        Properties properties = new Properties();
        // A sole owner keeps its name, so that after a restart it finds its own unfinished jobs at its first check-in
        // and need not wait until a stranger counts as dead.
        properties.setProperty("org.quartz.scheduler.instanceId", ownership.soleOwner() ? "belay" : "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.threadPool.threadCount", "4");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", name);
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "2000");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        // The lock that a transaction took with its trigger also holds back the scheduler's look for work, so it looks
        // after the commit; without, it would look before and then sleep.
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        // ids as text, never serialised objects
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        return properties;
    }
}
