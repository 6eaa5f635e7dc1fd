/**
 * The suppression list: people who get no notices any more, whatever audience lists them. Uses audience and
 * audience.person.
 */
@NullMarked
package org.belay.audience.suppression;

import org.jspecify.annotations.NullMarked;
