package org.belay.audience.table;

import java.util.ArrayList;
import java.util.List;
import org.belay.audience.person.PrintableValue;

/** What a reader of a spreadsheet may not expect. */
final class SheetNotes {
    private SheetNotes() {}

    static List<String> of(String sheet, long others, long hiddenRows) {
        var notes = new ArrayList<String>();
        if (others > 0) {
            notes.add("The sheet \"" + PrintableValue.value(sheet) + "\" was read; the file has "
                    + PrintableValue.number(others) + (others == 1 ? " more sheet." : " more sheets."));
        }
        if (hiddenRows > 0) {
            notes.add(PrintableValue.rows(hiddenRows)
                    + (hiddenRows == 1 ? " is" : " are")
                    + " hidden in the spreadsheet, for example by a filter, and read like the others.");
        }
        return notes;
    }
}
