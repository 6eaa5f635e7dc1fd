/**
 * Stored versions and drafts in PostgreSQL: publishing, conflicts between authors, restoring. Uses template and
 * template.files.
 */
package org.belay.template.versions;
