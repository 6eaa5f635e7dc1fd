/**
 * Files with rows and cells: CSV text, Excel workbooks (XLSX), OpenDocument spreadsheets (ODS) and typed lists of addresses. The content of
 * a file tells its type, not its name. A file comes from outside: sizes, references and repetitions in it are limits that are checked
 * before memory is used, XML entities are off, and formulas are not computed.
 */
@NullMarked
package org.belay.audience.table;

import org.jspecify.annotations.NullMarked;
