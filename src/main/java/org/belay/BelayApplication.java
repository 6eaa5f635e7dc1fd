package org.belay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.security.Security;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.database.DatabaseErrorText;
import org.belay.platform.files.UnusableFile;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The Spring application: database, schedulers and pages. It contains every component below {@code org.belay}; the
 * profile is {@code serve} or {@code sandbox}.
 *
 * <p>The auto-configuration of Quartz is excluded because it supports one scheduler and Belay has two; the generated
 * user of Spring Security because it would be a login without an owner.
 */
@SpringBootApplication(exclude = {QuartzAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class BelayApplication {

    /**
     * Starts Belay and returns when it accepts requests. Closing the returned context waits for running jobs, then
     * closes connection pool and database; a JVM shutdown does the same.
     *
     * @throws RequestRefused if it cannot start for a reason that an operator can change; nothing keeps running then
     */
    public static ConfigurableApplicationContext start(Settings settings, String... profiles) {
        return start(settings, context -> {}, profiles);
    }

    /**
     * Like {@link #start(Settings, String...)}, with further beans that are registered first and replace those that
     * are looked up by type.
     */
    public static ConfigurableApplicationContext start(
            Settings settings, Consumer<GenericApplicationContext> more, String... profiles) {
        // do not cache a failed DNS look-up of the relay
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        mustBeFree(settings.http());
        SpringApplication application = new SpringApplication(BelayApplication.class);
        application.setAdditionalProfiles(profiles);
        // belay.yaml is the only configuration: ignore an application.properties in the working directory
        application.setDefaultProperties(Map.of("spring.config.location", "classpath:/"));
        application.addInitializers(context -> {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "belay.yaml",
                            Map.of(
                                    "server.port", settings.http().port(),
                                    "server.address", settings.http().address())));
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Settings.class, () -> settings);
            more.accept(beans);
        });
        return withClearErrors(application::run, settings.http());
    }

    /** The port on which a running Belay listens. */
    public static int port(ConfigurableApplicationContext running) {
        var server = ((WebServerApplicationContext) running).getWebServer();
        return Objects.requireNonNull(server, "a running Belay has one").getPort();
    }

    private static ConfigurableApplicationContext withClearErrors(
            Supplier<ConfigurableApplicationContext> start, Settings.HttpSettings http) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            Optional<Throwable> database = Optional.empty();
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof RequestRefused refused) {
                    throw refused;
                }
                if (cause instanceof FileSystemException file) {
                    throw unusable(file);
                }
                if (cause instanceof PortInUseException) {
                    throw taken(http, cause);
                }
                if (cause instanceof FlywayValidateException other) {
                    throw otherVersion(other);
                }
                if (cause instanceof SQLException || cause instanceof FlywayException) {
                    database = Optional.of(cause); // the innermost has the details
                }
            }
            throw database.<RuntimeException>map(BelayApplication::databaseFailed)
                    .orElse(failed);
        }
    }

    /** For a schema of another program, a missing privilege, a full disk, a broken connection. */
    private static RequestRefused databaseFailed(Throwable why) {
        return new RequestRefused("The database cannot be used: " + DatabaseErrorText.describe(why)
                + " Belay was not started. Completed migrations" + " stay; the next start continues after them.");
    }

    private static RequestRefused unusable(FileSystemException file) {
        return new RequestRefused(
                "Belay was not started: it cannot use a file of its own (" + UnusableFile.describe(file)
                        + "). Make it writable for Belay's user with some space left, or set BELAY_DATA_DIR to another"
                        + " directory.",
                file);
    }

    /** Checked before the database starts, so that the error comes at once. */
    private static void mustBeFree(Settings.HttpSettings http) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(http.address(), http.port()));
        } catch (IOException taken) {
            throw taken(http, taken);
        }
    }

    private static RequestRefused otherVersion(FlywayValidateException other) {
        String message = String.valueOf(other.getMessage());
        String first = message.lines().skip(1).findFirst().orElse(message);
        return new RequestRefused(
                "The database was created by another version of Belay (" + first + "). Nothing in it was changed and"
                        + " Belay was not started. Start the version that created it, or use another data directory.");
    }

    private static RequestRefused taken(Settings.HttpSettings http, Throwable why) {
        return new RequestRefused("Port " + http.port()
                + " is in use by another program or needs a privilege that Belay does not have, or "
                + http.address() + " is not an address of this machine (" + why.getMessage()
                + "). Belay was not started. Stop"
                + " that program, or choose another port: http.port in belay.yaml, or BELAY_HTTP_PORT.");
    }
}
