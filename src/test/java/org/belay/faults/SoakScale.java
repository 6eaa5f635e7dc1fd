package org.belay.faults;

/** Amount of a fault: little in every build, much in the profile {@code soak}. */
final class SoakScale {
    private static final boolean SOAK = Boolean.getBoolean("belay.soak");

    private SoakScale() {}

    static int scaled(int usual, int soak) {
        return SOAK ? soak : usual;
    }
}
