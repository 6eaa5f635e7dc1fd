/**
 * People in files. {@link PeopleFileReader} reads the rows of a file ({@link org.belay.audience.table}) as people, and reports each row
 * that cannot be used with its place and its cell. No database.
 */
@NullMarked
package org.belay.audience.file;

import org.jspecify.annotations.NullMarked;
