/**
 * Watches the template folder on the server and imports changed templates as versions. Uses template.versions and
 * template.files.
 */
@NullMarked
package org.belay.template.folder;

import org.jspecify.annotations.NullMarked;
