/**
 * One person: normalized mail address, and language, country and time zone in the forms that directories export. No
 * database.
 */
@NullMarked
package org.belay.audience.person;

import org.jspecify.annotations.NullMarked;
