package org.belay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.security.Security;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.belay.platform.Refused;
import org.belay.platform.Settings;
import org.belay.platform.UnusableFile;
import org.belay.platform.database.Unusable;
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
 * The running application: database, schedulers and pages. Everything under {@code org.belay} that is a component is in
 * it; the profile {@code serve} or {@code sandbox} says what for.
 *
 * <p>Quartz's own auto-configuration knows one scheduler and Belay has two; the generated user of Spring Security would be
 * a way in that nobody manages.
 */
@SpringBootApplication(exclude = {QuartzAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
public class Server {

    /**
     * Starts Belay and returns when it answers. Closing what it gives drains the jobs, then closes pool and database; the
     * end of the process does so too.
     *
     * @throws Refused when it cannot start for a reason that a person can change; nothing is left running then
     */
    public static ConfigurableApplicationContext start(Settings settings, String... profiles) {
        return start(settings, context -> {}, profiles);
    }

    /** The same, with beans of the caller's own registered first; they stand in for those that are looked up by type. */
    public static ConfigurableApplicationContext start(
            Settings settings, Consumer<GenericApplicationContext> more, String... profiles) {
        // a relay's name that could not be found for a moment is looked up anew, not remembered as missing
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        mustBeFree(settings.http());
        SpringApplication application = new SpringApplication(Server.class);
        application.setAdditionalProfiles(profiles);
        // one place to configure Belay: no application.properties of the working directory interferes
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
        return plainly(application::run, settings.http());
    }

    /** The port that a running Belay listens on. */
    public static int port(ConfigurableApplicationContext running) {
        return ((WebServerApplicationContext) running).getWebServer().getPort();
    }

    private static ConfigurableApplicationContext plainly(
            Supplier<ConfigurableApplicationContext> start, Settings.Http http) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            Optional<Throwable> database = Optional.empty();
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refused refused) {
                    throw refused;
                }
                if (cause instanceof FileSystemException file) {
                    throw unusable(file);
                }
                if (cause instanceof PortInUseException) {
                    throw taken(http, cause);
                }
                if (cause instanceof FlywayValidateException other) {
                    throw madeByAnother(other);
                }
                if (cause instanceof SQLException || cause instanceof FlywayException) {
                    database = Optional.of(cause); // the innermost says most
                }
            }
            throw database.<RuntimeException>map(Server::databaseFailed).orElse(failed);
        }
    }

    /** A schema of another program's, a right that is missing, a full disk, a connection that broke. */
    private static Refused databaseFailed(Throwable why) {
        return new Refused("The database cannot be used: " + Unusable.words(why)
                + " Belay was not started. What is migrated" + " there stays; the next start goes on from it.");
    }

    private static Refused unusable(FileSystemException file) {
        return new Refused(
                "Belay was not started: it cannot use a file of its own (" + UnusableFile.words(file)
                        + "). Make it writable for Belay's user with some space left, or set BELAY_DATA_DIR to another directory.",
                file);
    }

    /** Looked at before the database starts, so that the answer comes at once. */
    private static void mustBeFree(Settings.Http http) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(http.address(), http.port()));
        } catch (IOException taken) {
            throw taken(http, taken);
        }
    }

    private static Refused madeByAnother(FlywayValidateException other) {
        String first = other.getMessage().lines().skip(1).findFirst().orElse(other.getMessage());
        return new Refused(
                "The database was made by another version of Belay (" + first + "). Nothing in it was changed and"
                        + " Belay was not started. Start the version that made it, or give this one a data directory of its own.");
    }

    private static Refused taken(Settings.Http http, Throwable why) {
        return new Refused(
                "Port " + http.port() + " is taken by another program or needs rights that Belay does not have, or "
                        + http.address() + " is no address of this machine (" + why.getMessage()
                        + "). Belay was not started. Stop"
                        + " that program, or choose another port: http.port in belay.yaml, or BELAY_HTTP_PORT.");
    }
}
