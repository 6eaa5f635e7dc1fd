package org.belay.api;

import java.util.Optional;

/** What the API answered to a request that named a key. */
record KeptAnswer(Request request, int status, Optional<String> contentType, byte[] body) {

    /**
     * What was asked, told apart by every byte of it.
     *
     * @param path with its query
     * @param sha256 of the body
     */
    record Request(String method, String path, String sha256) {}
}
