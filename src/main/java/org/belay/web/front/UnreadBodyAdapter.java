package org.belay.web.front;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Closes the connection after a response to a request whose body was not read in full. The container would otherwise read the rest first,
 * in a thread that a slow client can hold for as long as it likes. The container answers TRACE, {@code OPTIONS *} and CONNECT itself, so
 * no filter can read their bodies.
 */
final class UnreadBodyAdapter implements Adapter {
    private final Adapter application;

    UnreadBodyAdapter(Adapter application) {
        this.application = application;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        application.service(request, response);
        closeIfUnread(request);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        boolean success = application.asyncDispatch(request, response, status);
        closeIfUnread(request);
        return success;
    }

    private static void closeIfUnread(Request request) {
        var async = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, async);
        if (async.get() || request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null)
            return;
        var read = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        if (!read.get()) request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return application.prepare(request, response);
    }

    @Override
    public void log(Request request, Response response, long time) {
        application.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        application.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return application.getDomain();
    }
}
