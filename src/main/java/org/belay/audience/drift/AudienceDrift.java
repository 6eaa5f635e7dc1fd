package org.belay.audience.drift;

/**
 * The difference of an audience from its snapshot, compared by address.
 *
 * @param audience name of the audience
 * @param people number of people of the snapshot
 * @param left number of them who are not in the audience now
 * @param joined number of people of the audience who are not in the snapshot
 */
public record AudienceDrift(String audience, long people, long left, long joined) {
    /** Whether more than a fifth left: probably the list is wrong. */
    public boolean isLarge() {
        return 5 * left > people;
    }
}
