package org.belay.api.idempotency;

import java.util.Optional;

/** The stored response to a request with an idempotency key. */
record StoredResponse(StoredRequest request, int status, Optional<String> contentType, byte[] body) {

    /**
     * The request of the response; two requests differ if any byte differs.
     *
     * @param path path with query
     * @param sha256 hash of the body
     */
    record StoredRequest(String method, String path, String sha256) {}
}
