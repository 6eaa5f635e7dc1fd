package org.belay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BelayApplicationIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static final AtomicInteger fired = new AtomicInteger();

    @BeforeEach
    void nothing_fired_yet() {
        fired.set(0);
    }

    /** Quartz finds it by its class name in the database and passes beans of the application. */
    public static class Counting implements Job {
        private final DataSource dataSource;

        public Counting(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public void execute(JobExecutionContext context) {
            assertThat(dataSource).isNotNull();
            fired.incrementAndGet();
        }
    }

    @Test
    void notices_and_corrections_have_separate_schedulers_and_both_run(DatabaseOwnership ownership) throws Exception {
        for (String name : new String[] {"noticeScheduler", "correctionScheduler"}) {
            Scheduler scheduler = scheduler(name);
            assertThat(scheduler.isStarted()).isTrue();
            assertThat(scheduler.getSchedulerInstanceId()).isEqualTo("belay");
        }
        assertThat(scheduler("noticeScheduler").getSchedulerName()).isEqualTo("belay-notices");
        assertThat(scheduler("correctionScheduler").getSchedulerName()).isEqualTo("belay-corrections");
        assertThat(ownership.soleOwner()).isTrue();
    }

    @Test
    void a_trigger_fires_after_the_commit_of_the_transaction_that_made_it(PlatformTransactionManager transactions) {
        new TransactionTemplate(transactions).executeWithoutResult(open -> {
            trigger("committed");
            assertThat(fired).hasValue(0);
        });

        await().atMost(20, SECONDS).until(() -> fired.get() == 1);
    }

    @Test
    void a_trigger_of_a_transaction_that_rolls_back_does_not_exist(PlatformTransactionManager transactions)
            throws SchedulerException {
        new TransactionTemplate(transactions).executeWithoutResult(open -> {
            trigger("rolled-back");
            open.setRollbackOnly();
        });

        assertThat(scheduler("noticeScheduler").checkExists(org.quartz.TriggerKey.triggerKey("rolled-back")))
                .isFalse();
    }

    @Test
    void a_port_in_use_is_reported_with_the_setting(@TempDir Path dir) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Settings settings = Settings.load(dir, Map.of("BELAY_HTTP_PORT", "" + other.getLocalPort()));

            assertThatThrownBy(() -> BelayApplication.start(settings, "serve"))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is in use")
                    .hasMessageContaining("BELAY_HTTP_PORT");
        }
    }

    private static void trigger(String name) {
        try {
            scheduler("noticeScheduler")
                    .scheduleJob(
                            JobBuilder.newJob(Counting.class).withIdentity(name).build(),
                            TriggerBuilder.newTrigger()
                                    .withIdentity(name)
                                    .startNow()
                                    .build());
        } catch (SchedulerException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Scheduler scheduler(String name) {
        return belay.context().getBean(name, Scheduler.class);
    }
}
