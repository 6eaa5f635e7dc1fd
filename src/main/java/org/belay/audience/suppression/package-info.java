/**
 * The suppression list: people who get no notices any more, whatever audience lists them. Uses audience and
 * audience.person.
 */
package org.belay.audience.suppression;
