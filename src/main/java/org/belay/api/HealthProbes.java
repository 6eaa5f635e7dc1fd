package org.belay.api;

import java.util.List;
import org.belay.platform.database.ReadinessCheck;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Health checks for the operator. {@code /healthz}: the process is alive; restart it if this fails. {@code /readyz}:
 * the server can work, or the reasons why not; send no requests there if this fails.
 */
@RestController
class HealthProbes {
    private final ReadinessCheck readiness;

    HealthProbes(ReadinessCheck readiness) {
        this.readiness = readiness;
    }

    /** Does not query the database: a restart of Belay would not fix it. */
    @GetMapping("/healthz")
    ResponseEntity<String> alive() {
        return answer(HttpStatus.OK, "alive");
    }

    @GetMapping("/readyz")
    ResponseEntity<String> ready() {
        List<String> obstacles = readiness.obstacles();
        return obstacles.isEmpty()
                ? answer(HttpStatus.OK, "ready")
                : answer(HttpStatus.SERVICE_UNAVAILABLE, String.join("\n", obstacles));
    }

    private static ResponseEntity<String> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(MediaType.TEXT_PLAIN)
                .cacheControl(CacheControl.noStore())
                .body(text + "\n");
    }
}
