package org.belay.faults;

/** Amount of a fault: little in every build, much in the profile {@code soak}. */
final class Rounds {
    private static final boolean SOAK = Boolean.getBoolean("belay.soak");

    private Rounds() {}

    static int of(int usual, int soak) {
        return SOAK ? soak : usual;
    }
}
