package org.belay.api;

import java.util.List;
import org.belay.platform.Readiness;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For whoever keeps Belay running. {@code /healthz} says that the process lives: when it fails, restart it.
 * {@code /readyz} says whether it can work, and if not, why: when it fails, send nobody there, and look.
 */
@RestController
class Probes {
    private final Readiness readiness;

    Probes(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Does not ask the database: restarting Belay would not mend that. */
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
