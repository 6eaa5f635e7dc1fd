package org.belay.testsupport.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
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
import java.util.Optional;
import java.util.TreeSet;

/**
 * With {@code -Dbelay.test.isolation=serializable} every transaction of a test run is serializable. Each SQLSTATE
 * 40001 is written to {@code target/serialization-failures.txt}, with the name of its transaction and of all
 * transactions that were open at the same time: one of them is the other half of a pair that is safe only because of
 * a lock, or unsafe. Transactions of separate server processes are not observed.
 */
public final class SerializationFailures extends HikariDataSource {
    private static final Optional<String> ISOLATION = Optional.ofNullable(System.getProperty("belay.test.isolation"));
    private static final Path FOUND = Path.of("target", "serialization-failures.txt");
    private static final OpenTransactions TRANSACTIONS = new OpenTransactions();

    private final HikariDataSource pool;

    private SerializationFailures(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Watches the pool if an isolation level is set; else returns the pool itself. */
    public static HikariDataSource watched(HikariDataSource pool) {
        return ISOLATION.isPresent() ? new SerializationFailures(pool) : pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = pool.getConnection();
        // overrides the isolation of the pool, which resets it when the connection is returned
        real.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, values) -> connection(real, method, values));
    }

    private static Object connection(Connection real, Method method, Object[] values) throws Throwable {
        switch (method.getName()) {
            case "setAutoCommit" -> {
                if (values[0].equals(false)) {
                    TRANSACTIONS.begin(real);
                }
            }
            case "close" -> TRANSACTIONS.end(real);
            default -> {
                // neither begins nor ends a transaction
            }
        }
        Object answer = invoke(real, real, method, values);
        if (method.getName().equals("setAutoCommit") && values[0].equals(true)) {
            TRANSACTIONS.end(real);
        }
        if (answer instanceof PreparedStatement statement) {
            return statement(PreparedStatement.class, statement, real);
        }
        return answer instanceof Statement statement ? statement(Statement.class, statement, real) : answer;
    }

    private static Object statement(Class<?> type, Statement statement, Connection connection) {
        return Proxy.newProxyInstance(
                SerializationFailures.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    boolean executes = method.getName().startsWith("execute");
                    boolean alone = executes && !TRANSACTIONS.isOpen(connection);
                    if (alone) {
                        TRANSACTIONS.begin(connection);
                    }
                    if (executes) {
                        TRANSACTIONS.step(connection, callingMethod());
                    }
                    try {
                        return invoke(connection, statement, method, values);
                    } finally {
                        if (alone) {
                            TRANSACTIONS.end(connection);
                        }
                    }
                });
    }

    private static Object invoke(Connection connection, Object on, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(on, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException refused && "40001".equals(refused.getSQLState())) {
                write(connection, refused);
            }
            throw e.getCause();
        }
    }

    private static synchronized void write(Connection connection, SQLException refused) {
        String kind = refused.getMessage().contains("concurrent") ? "same row" : "read and written";
        String line = TRANSACTIONS.name(connection) + " | " + kind + " | "
                + new TreeSet<>(TRANSACTIONS.beside(connection)) + "\n";
        try {
            Files.writeString(FOUND, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The innermost calling method that is not part of this package. */
    private static String callingMethod() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("org.belay.")
                                && !frame.getClassName().startsWith("org.belay.testsupport.")
                                && !frame.getClassName().endsWith(".Question")
                                && !frame.getMethodName().startsWith("lambda$"))
                        .findFirst()
                        .map(frame ->
                                frame.getClassName().replaceFirst(".*\\.", "").replaceFirst("\\$\\$.*", "") + "."
                                        + frame.getMethodName())
                        .orElse("Quartz")); // all others of these connections are Belay's
    }

    @Override
    public int getMaximumPoolSize() {
        return pool.getMaximumPoolSize();
    }

    @Override
    public HikariPoolMXBean getHikariPoolMXBean() {
        return pool.getHikariPoolMXBean();
    }

    @Override
    public void close() {
        pool.close();
    }
}
