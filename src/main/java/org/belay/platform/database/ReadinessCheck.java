package org.belay.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Whether Belay can work now: the database answers and the schedulers run. */
@Component
public class ReadinessCheck {
    private static final int SECONDS = 2;

    private final DataSource database;
    private final List<Scheduler> schedulers;
    private final ApplicationAvailability application;

    ReadinessCheck(DataSource database, List<Scheduler> schedulers, ApplicationAvailability application) {
        this.database = database;
        this.schedulers = schedulers;
        this.application = application;
    }

    /** The reasons why Belay is not ready; empty if it is. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (application.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            obstacles.add("Belay is starting or stopping.");
        }
        ConnectionUse.RESERVED.call(this::databaseObstacle).ifPresent(obstacles::add);
        for (Scheduler scheduler : schedulers) {
            obstacle(scheduler, obstacles);
        }
        return obstacles;
    }

    private Optional<String> databaseObstacle() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(SECONDS)
                    ? Optional.empty()
                    : Optional.of("The database does not answer within " + SECONDS + " seconds.");
        } catch (SQLException unreachable) {
            return Optional.of("The database cannot be reached.");
        }
    }

    private static void obstacle(Scheduler scheduler, List<String> obstacles) {
        try {
            if (!scheduler.isStarted() || scheduler.isInStandbyMode() || scheduler.isShutdown()) {
                obstacles.add("The scheduler " + scheduler.getSchedulerName() + " does not run.");
            }
        } catch (SchedulerException unknown) {
            obstacles.add("The state of a scheduler is unknown.");
        }
    }
}
