package org.belay.testsupport;

/** A text that counts character accesses and fails after a limit: a measure of work that does not depend on the machine. */
public final class CountingCharSequence implements CharSequence {
    private final String text;
    private final long most;
    private long looks;

    public CountingCharSequence(String text, long most) {
        this.text = text;
        this.most = most;
    }

    /** Thrown when the limit is exceeded. */
    public static final class LookLimitReached extends RuntimeException {
        LookLimitReached(long looks) {
            super(looks + " looks", null, false, false);
        }
    }

    public long looks() {
        return looks;
    }

    @Override
    public char charAt(int index) {
        if (++looks > most) throw new LookLimitReached(looks);
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
