/**
 * One person: normalized mail address, and language, country and time zone in the forms that directories export. No
 * database.
 */
package org.belay.audience.person;
