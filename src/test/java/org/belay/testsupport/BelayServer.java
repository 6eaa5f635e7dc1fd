package org.belay.testsupport;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.BelayApplication;
import org.belay.platform.Settings;
import org.belay.platform.database.Database;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.database.SerializationFailures;
import org.belay.testsupport.database.TestPostgres;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The real application on a free port, with its own database in the shared PostgreSQL.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BelayServer belay = BelayServer.serve().relay(relay);
 *
 * @Test
 * void a_user_can_sign_in(Users users) { … belay.url("/login") … }
 * }</pre>
 *
 * Parameters of test methods are its beans. Test classes with the same settings share one server and its database, so
 * use unique names, or {@link #unshared()}. One server runs at a time, because Quartz registers connections by
 * scheduler name, once per JVM.
 */
public final class BelayServer
        implements TestInstallation,
                BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {
    private static Running running;

    static {
        TestPostgres.beforeStop(BelayServer::stopRunning);
    }

    private final String profile;
    private final Map<String, String> env = new TreeMap<>();
    private boolean shared = true;
    private Optional<Clock> clock = Optional.empty();
    private FaultyRelay relay;
    private boolean mustBalance;

    private BelayServer(String profile) {
        this.profile = profile;
        set("BELAY_HTTP_PORT", "0");
        set("BELAY_SENDER_ADDRESS", "it-notices@example.org");
        set("BELAY_SENDER_NAME", "Example IT");
        set("BELAY_ORGANISATION", "Example Ltd");
        set("BELAY_BOUNCE_ADDRESS", "bounces@bounce.example.org");
        set("BELAY_RELAY_SECURITY", "none");
    }

    /** With the profile of {@code belay serve}. */
    public static BelayServer serve() {
        return new BelayServer("serve");
    }

    /** With the profile of {@code belay sandbox}. */
    public static BelayServer sandbox() {
        return new BelayServer("sandbox");
    }

    public BelayServer relay(String host, int port) {
        return set("BELAY_RELAY_HOST", host).set("BELAY_RELAY_PORT", "" + port);
    }

    /**
     * Sends to this relay, with a separate server. Before each test the people of {@link #enrol} exist and the relay
     * has no script; it is closed after the last test.
     */
    public BelayServer relay(FaultyRelay relay) {
        this.relay = relay;
        return relay("127.0.0.1", relay.port()).unshared();
    }

    /** Compares the record of the relay with the deliveries after each test, also after a failed one. */
    public BelayServer auditRelay() {
        mustBalance = true;
        return this;
    }

    /** Uses a clock of the test, with a separate server. */
    public BelayServer clock(Clock clock) {
        this.clock = Optional.of(clock);
        return unshared();
    }

    /** A setting, by the name of its environment variable. */
    public BelayServer set(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** A separate server with an empty database for this test class. */
    public BelayServer unshared() {
        shared = false;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (relay != null) {
            createUsers();
            relay.forgetScript();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (mustBalance) {
            relayAudit().assertMatchesRelay();
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (relay != null) {
            relay.close(); // first: a silent relay would delay the stop of the server
        }
        if (!shared) {
            stopRunning();
        }
    }

    /** Starts the server, or reuses the running one with the same settings. For use without the JUnit life cycle. */
    public BelayServer start() {
        synchronized (BelayServer.class) {
            if (running == null || !shared || !running.fits(this)) {
                stopRunning();
                running = Running.start(this);
            }
        }
        return this;
    }

    /** Stops the application as a signal would, and starts it again on the same database and data directory. */
    public void restart() {
        synchronized (BelayServer.class) {
            running = running.again();
        }
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return running.context;
    }

    public int port() {
        return BelayApplication.port(context());
    }

    /** The URL of a page: {@code url("/healthz")}. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public URI url() {
        return url("");
    }

    /** The relay passed to {@link #relay(FaultyRelay)}. */
    @Override
    public FaultyRelay relay() {
        return relay;
    }

    @Override
    public JdbcClient sql() {
        Database database = running.database;
        return JdbcClient.create(new DriverManagerDataSource(
                database.url(),
                database.ownerOrApplication().user().orElseThrow(),
                database.ownerOrApplication().password().orElseThrow()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == BelayServer.class
                || context().getBeanProvider(type).stream().findAny().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Parameter wanted = parameter.getParameter();
        return wanted.getType() == BelayServer.class ? this : bean(wanted.getType());
    }

    /** Stops the shared server if it runs, for tests that start Belay differently. */
    public static void stopRunning() {
        synchronized (BelayServer.class) {
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    private record Running(
            ConfigurableApplicationContext context,
            Database database,
            Path dir,
            String profile,
            Map<String, String> env,
            Optional<Clock> clock) {

        static Running start(BelayServer asked) {
            try {
                return start(
                        TestPostgres.shared().fresh(),
                        Files.createTempDirectory("belay-server-"),
                        asked.profile,
                        Map.copyOf(asked.env),
                        asked.clock);
            } catch (IOException noTemporaryDirectory) {
                throw new UncheckedIOException(noTemporaryDirectory);
            }
        }

        private static Running start(
                Database database, Path dir, String profile, Map<String, String> env, Optional<Clock> clock) {
            ConfigurableApplicationContext context = BelayApplication.start(
                    Settings.load(dir, env),
                    beans -> {
                        beans.registerBean(Database.class, () -> database);
                        beans.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                            @Override
                            public Object postProcessAfterInitialization(Object bean, String name) {
                                return bean instanceof HikariDataSource pool
                                        ? SerializationFailures.watched(pool)
                                        : bean;
                            }
                        });
                        clock.ifPresent(turned -> beans.registerBean(
                                "turnedClock", Clock.class, () -> turned, bean -> bean.setPrimary(true)));
                    },
                    profile);
            return new Running(context, database, dir, profile, env, clock);
        }

        boolean fits(BelayServer asked) {
            return profile.equals(asked.profile) && env.equals(asked.env) && context.isActive();
        }

        Running again() {
            context.close();
            return start(database, dir, profile, env, clock);
        }

        void close() {
            context.close();
            TestPostgres.shared().drop(database);
            FileSystemUtils.deleteRecursively(dir.toFile());
        }
    }
}
