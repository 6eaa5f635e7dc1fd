package org.belay.template;

import java.util.List;

/** What a template's text consists of once it is understood. */
sealed interface Piece {

    record Text(String text) implements Piece {}

    record Print(Operand operand) implements Piece {}

    /** The first branch whose condition holds; {@code otherwise} is empty where there is no {@code <#else>}. */
    record Choice(List<Branch> branches, List<Piece> otherwise) implements Piece {}

    record Branch(Condition condition, List<Piece> pieces, Place place) {}

    /** The same pieces for each entry of a list; {@code otherwise} where it has none. */
    record Loop(Field list, String item, List<Piece> pieces, List<Piece> otherwise, Place place) implements Piece {}

    /** What stands between two entries of the list around it. */
    record Between(List<Piece> pieces) implements Piece {}

    /** For messages: line and column from 1. */
    record Place(String file, int line, int column) {
        Problem problem(String message, String fix) {
            return new Problem(file, line, column, message, fix);
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }
}
