package org.belay.api;

import java.util.Optional;

/** The stored response to a request with an idempotency key. */
record KeptAnswer(Request request, int status, Optional<String> contentType, byte[] body) {

    /**
     * The request of the response; two requests differ if any byte differs.
     *
     * @param path path with query
     * @param sha256 hash of the body
     */
    record Request(String method, String path, String sha256) {}
}
