/** CSV files that people open in a spreadsheet program. */
@NullMarked
package org.belay.platform.csv;

import org.jspecify.annotations.NullMarked;
