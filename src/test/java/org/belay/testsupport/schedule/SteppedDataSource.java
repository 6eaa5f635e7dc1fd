package org.belay.testsupport.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections whose statements and commits wait for a {@link ScheduleExplorer}, if the calling thread belongs to a
 * session.
 */
public final class SteppedDataSource extends DelegatingDataSource {

    private static final ThreadLocal<SteppedSession> OF_THREAD = new ThreadLocal<>();

    private volatile SteppedSession ofOthers;

    public SteppedDataSource(DataSource database) {
        super(database);
    }

    void stepThisThread(SteppedSession session) {
        OF_THREAD.set(session);
    }

    /** Assigns the work of threads without a session, such as a committer, to this session; null for none. */
    void stepOthers(SteppedSession session) {
        ofOthers = session;
    }

    @Override
    public Connection getConnection() throws SQLException {
        SteppedSession session = OF_THREAD.get() == null ? ofOthers : OF_THREAD.get();
        Connection real = super.getConnection();
        if (session == null) {
            return real;
        }
        int backend = real.unwrap(PGConnection.class).getBackendPID();
        session.uses(backend);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                new SteppedConnection(real, session, backend)::call);
    }

    /** One connection, and the effects of its transaction so far. */
    private static final class SteppedConnection {
        private final Connection real;
        private final SteppedSession session;
        private final int backend;
        private StatementEffects done = StatementEffects.none();

        SteppedConnection(Connection real, SteppedSession session, int backend) {
            this.real = real;
            this.session = session;
            this.backend = backend;
        }

        Object call(Object proxy, Method method, Object[] values) throws Throwable {
            switch (method.getName()) {
                case "prepareStatement" -> {
                    return new SteppedStatement(this, (String) values[0], method, values).proxy();
                }
                case "commit", "rollback" -> {
                    session.pauseBefore(method.getName().toUpperCase(Locale.ROOT), done.ended());
                    done = StatementEffects.none();
                }
                case "close" -> session.leaves(backend);
                default -> {
                    // does not reach the server, or does not affect another session
                }
            }
            return invoke(real, method, values);
        }

        void pauseBefore(String sql) throws SQLException {
            StatementEffects effects = StatementEffects.of(sql);
            if (effects.isEmpty()) {
                return;
            }
            boolean alone = real.getAutoCommit();
            session.pauseBefore(sql.replaceAll("\\s+", " ").strip(), alone ? effects.alone() : effects);
            done = alone ? StatementEffects.none() : done.and(effects);
        }
    }

    /** A statement; each of several in one packet is a step. */
    private static final class SteppedStatement {
        private final SteppedConnection connection;
        private final String[] parts;
        private final PreparedStatement[] prepared;
        private int current;

        SteppedStatement(SteppedConnection connection, String sql, Method prepare, Object[] values) throws Throwable {
            this.connection = connection;
            parts = sql.split(";\n");
            prepared = new PreparedStatement[parts.length];
            for (int i = 0; i < parts.length; i++) {
                Object[] one = values.clone();
                one[0] = parts[i];
                prepared[i] = (PreparedStatement) invoke(connection.real, prepare, one);
            }
        }

        PreparedStatement proxy() {
            return (PreparedStatement) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, this::call);
        }

        private Object call(Object proxy, Method method, Object[] values) throws Throwable {
            String name = method.getName();
            if (name.startsWith("set") && values.length > 1 && values[0] instanceof Integer place) {
                return set(place, method, values);
            }
            if (name.startsWith("execute")) {
                Object answer = null;
                for (int i = 0; i < parts.length; i++) {
                    connection.pauseBefore(parts[i]);
                    answer = invoke(prepared[i], method, values);
                }
                current = 0;
                return answer;
            }
            if (name.equals("getMoreResults") && current < parts.length - 1) {
                current++;
                return true;
            }
            if (name.equals("close")) {
                for (PreparedStatement one : prepared) {
                    one.close();
                }
                return null;
            }
            return invoke(prepared[current], method, values);
        }

        private Object set(int place, Method method, Object[] values) throws Throwable {
            int left = place;
            for (int i = 0; i < parts.length; i++) {
                int places = (int) parts[i].chars().filter(c -> c == '?').count();
                if (left <= places) {
                    Object[] here = values.clone();
                    here[0] = left;
                    return invoke(prepared[i], method, here);
                }
                left -= places;
            }
            throw new IllegalArgumentException("There is no place " + place);
        }
    }

    private static Object invoke(Object real, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
