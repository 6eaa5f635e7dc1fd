package org.belay.web.front;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The container's HTTP connector, which also bounds how long the headers of a request may take in all. Its own time-out counts from the last
 * byte, so a client that sends one every few seconds would keep its connection for ever, and enough of them all connections.
 *
 * <p>While headers arrive no thread waits: the connection keeps its processor, and this looks through the connections once a second.
 * Made by the container, by its name.
 */
public final class BoundedConnections extends Http11NioProtocol {
    static final Duration HEADERS = Duration.ofSeconds(10);

    private @Nullable ScheduledFuture<?> looks;

    @Override
    public void setAdapter(Adapter adapter) {
        super.setAdapter(new UnreadBodyAdapter(adapter));
    }

    @Override
    public void start() throws Exception {
        super.start();
        looks = getUtilityExecutor().scheduleWithFixedDelay(this::closeSlow, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looks != null) looks.cancel(false);
        super.stop();
    }

    private void closeSlow() {
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (connection.getCurrentProcessor() instanceof AbstractProcessor processor
                    && hasBegunLongAgo(processor.getRequest())) {
                connection.close();
            }
        }
    }

    private static boolean hasBegunLongAgo(Request request) {
        long begun = request.getStartTimeNanos();
        var async = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, async);
        int stage = request.getRequestProcessor().getStage();
        // between two bytes of the headers the container has ENDED its work on them, as on a request that is served
        // asynchronously; while a thread serves a request, the stage is another
        return !async.get()
                && (stage == Constants.STAGE_PARSE || stage == Constants.STAGE_ENDED)
                && begun >= 0
                && System.nanoTime() - begun > HEADERS.toNanos();
    }
}
