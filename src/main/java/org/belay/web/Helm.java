package org.belay.web;

/**
 * What goes out now, and the two ways to end it; first on every page.
 *
 * @param others how many more go out besides
 * @param mayAct whether the person who looks may stop it and take it back
 * @param takingBack whether the page shown is the one that takes it back
 */
public record Helm(
        String href,
        String state,
        String title,
        long left,
        long total,
        String percent,
        String toGo,
        long others,
        boolean mayAct,
        boolean takingBack) {}
