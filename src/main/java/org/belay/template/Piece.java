package org.belay.template;

import java.util.List;

/** A node of a parsed template text. */
sealed interface Piece {

    record Text(String text) implements Piece {}

    record Print(Operand operand) implements Piece {}

    /** {@code <#if>}: the first branch whose condition holds; {@code otherwise} is empty without {@code <#else>}. */
    record Choice(List<Branch> branches, List<Piece> otherwise) implements Piece {}

    record Branch(Condition condition, List<Piece> pieces, Place place) {}

    /** {@code <#list>}: the pieces for each entry; {@code otherwise} if the list is empty. */
    record Loop(Field list, String item, List<Piece> pieces, List<Piece> otherwise, Place place) implements Piece {}

    /** {@code <#sep>}: the pieces between two entries. */
    record Between(List<Piece> pieces) implements Piece {}

    /** Position in a file: line and column from 1. */
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
