/**
 * The pages about one person, the suppression list and a bounce report. Uses web.format.
 */
@NullMarked
package org.belay.web.people;

import org.jspecify.annotations.NullMarked;
