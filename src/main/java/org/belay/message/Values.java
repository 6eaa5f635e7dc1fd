package org.belay.message;

/** What becomes of characters that no value may carry, in whatever place it stands. */
final class Values {
    private Values() {}

    /**
     * A control character (with CR, LF, NUL) or one of the slot marks becomes a space; half a surrogate pair, which no
     * UTF-8 can say, the replacement character.
     */
    static int clean(int codePoint) {
        if (codePoint >= 0x20 && codePoint < 0x7f) {
            return codePoint;
        }
        if (Character.isISOControl(codePoint)
                || codePoint == SlotNotation.OPEN
                || codePoint == SlotNotation.CLOSE
                || codePoint == SlotNotation.DEFAULT) {
            return ' ';
        }
        return codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
    }

    static String clean(String value) {
        var out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(clean(c));
        }
        return out.toString();
    }
}
