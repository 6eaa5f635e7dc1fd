package org.belay;

/** Starts Belay. */
public final class Belay {
    private Belay() {}

    public static void main(String[] args) {}
}
