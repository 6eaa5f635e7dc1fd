package org.belay.delivery;

/**
 * A person confirmed that this server is the real one of two copies.
 *
 * @param why the reason for which it was held
 */
public record ServerConfirmed(String why) {}
