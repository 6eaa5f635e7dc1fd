package org.belay.api;

import jakarta.servlet.http.HttpServletRequest;
import org.belay.platform.ObjectNotFound;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers unknown routes of the API with problem details instead of a page. */
@RestController
class UnknownRoutes {
    @RequestMapping("/api/**")
    void answer(HttpServletRequest request) {
        throw new ObjectNotFound(
                "The API has no " + request.getMethod() + " " + request.getRequestURI() + ". Nothing was done.");
    }
}
