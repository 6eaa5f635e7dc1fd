/**
 * Reads YAML: the settings, the templates and the files of mailings. Each value knows its line and column, so that the reader of a file can
 * say where a mistake is. It never constructs objects, and limits length, depth and aliases.
 */
@NullMarked
package org.belay.platform.yaml;

import org.jspecify.annotations.NullMarked;
