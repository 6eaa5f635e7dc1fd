package org.belay.audience;

import org.belay.audience.file.SeenAddresses;
import org.belay.audience.person.PrintableValue;

/**
 * The difference between two lists of people, compared by address.
 *
 * @param added number of people who are only in the new list
 * @param removed number of people who are only in the old list
 */
public record AudienceChange(long added, long removed) {

    /** {@code +212 −9} */
    public String words() {
        return "+" + PrintableValue.number(added) + " \u2212" + PrintableValue.number(removed);
    }

    /** Counts people of the new list against the addresses of the old one. */
    static final class ChangeCounter {
        private final SeenAddresses before;
        private long kept;
        private long all;

        ChangeCounter(SeenAddresses before) {
            this.before = before;
        }

        void count(String key) {
            all++;
            kept += before.contains(key) ? 1 : 0;
        }

        AudienceChange change() {
            return new AudienceChange(all - kept, before.size() - kept);
        }
    }
}
