/**
 * JSON views of mailings, users, reports, reviews and templates, as the controllers of the API return them. Uses the
 * rooms below the API and nothing else of it.
 */
@NullMarked
package org.belay.api.view;

import org.jspecify.annotations.NullMarked;
