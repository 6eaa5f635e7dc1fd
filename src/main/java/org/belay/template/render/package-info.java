/**
 * Compiles a template part with an author's values into the HTML and plain text of each mail variant. Pure functions;
 * uses template, template.markdown, template.language and template.files.
 */
@NullMarked
package org.belay.template.render;

import org.jspecify.annotations.NullMarked;
