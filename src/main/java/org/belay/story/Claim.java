package org.belay.story;

/** What Belay's record claims of one delivery. */
record Claim(String address, String state, long attempts, String messageId) {
    boolean accepted() {
        return state.equals("ACCEPTED");
    }

    boolean inDoubt() {
        return state.equals("IN_DOUBT");
    }
}
