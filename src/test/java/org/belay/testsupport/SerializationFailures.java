package org.belay.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * With {@code -Dbelay.test.isolation=serializable} every database of a test run has that as its default, and each 40001 that PostgreSQL
 * answers is written to {@code target/serialization-failures.txt}, with the name of its transaction and those of all that were open then:
 * one of those is the other half of a pair that is safe only because of a lock, or not at all.
 */
public final class SerializationFailures extends DelegatingDataSource {

    private static final Optional<String> ISOLATION = Optional.ofNullable(System.getProperty("belay.test.isolation"));
    private static final Path FOUND = Path.of("target", "serialization-failures.txt");
    private static final Map<Connection, String> OPEN = new ConcurrentHashMap<>();

    private SerializationFailures(DataSource database) {
        super(database);
    }

    /** The default isolation that was asked for. */
    static Optional<String> isolation() {
        return ISOLATION;
    }

    /** The same data source where no isolation was asked for. */
    static DataSource watched(DataSource database) {
        return ISOLATION.isPresent() && !(database instanceof SerializationFailures)
                ? new SerializationFailures(database)
                : database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                    switch (method.getName()) {
                        case "setAutoCommit" -> {
                            if (values[0].equals(false)) {
                                OPEN.put(real, name());
                            }
                        }
                        case "close" -> OPEN.remove(real);
                        default -> {
                            // neither begins nor ends it
                        }
                    }
                    Object answer = invoke(real, real, method, values);
                    if (answer instanceof PreparedStatement statement) {
                        return statement(PreparedStatement.class, statement, real);
                    }
                    return answer instanceof Statement statement ? statement(Statement.class, statement, real) : answer;
                });
    }

    private static Object statement(Class<?> type, Statement statement, Connection connection) {
        return Proxy.newProxyInstance(
                SerializationFailures.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, values) -> invoke(connection, statement, method, values));
    }

    private static Object invoke(Connection connection, Object on, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(on, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException refused && "40001".equals(refused.getSQLState())) {
                write(OPEN.getOrDefault(connection, name()), connection);
            }
            throw e.getCause();
        }
    }

    private static void write(String failed, Connection connection) {
        var others = new TreeSet<String>();
        OPEN.forEach((other, name) -> {
            if (other != connection) {
                others.add(name);
            }
        });
        try {
            Files.writeString(
                    FOUND, failed + " | " + others + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of ours began it: the two innermost methods that are not of this kit. */
    private static String name() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("org.belay.")
                                && !frame.getClassName().startsWith("org.belay.testsupport.")
                                && !frame.getMethodName().startsWith("lambda$"))
                        .limit(2)
                        .map(frame ->
                                frame.getClassName().replaceFirst(".*\\.", "").replaceFirst("\\$\\$.*", "") + "."
                                        + frame.getMethodName())
                        .distinct()
                        .collect(Collectors.joining(" < ")));
    }
}
