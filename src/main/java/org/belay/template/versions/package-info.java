/**
 * Stored versions and drafts in PostgreSQL: publishing, conflicts between authors, restoring. Uses template and
 * template.files.
 */
@NullMarked
package org.belay.template.versions;

import org.jspecify.annotations.NullMarked;
