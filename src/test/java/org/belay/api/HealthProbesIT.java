package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.Scheduler;

class HealthProbesIT {
    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    @Test
    void health_and_readiness_need_no_sign_in() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("ready\n");
    }

    @Test
    void without_its_scheduler_belay_is_alive_but_not_ready() throws Exception {
        Scheduler corrections = belay.context().getBean("correctionScheduler", Scheduler.class);
        corrections.standby();
        try {
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            assertThat(get("/readyz").statusCode()).isEqualTo(503);
            assertThat(get("/readyz").body()).isEqualTo("The scheduler belay-corrections does not run.\n");
        } finally {
            corrections.start();
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(belay.url(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
