/**
 * The pages about one person, the suppression list and a bounce report. Uses web.format.
 */
package org.belay.web.people;
