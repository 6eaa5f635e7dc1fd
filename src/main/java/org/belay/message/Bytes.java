package org.belay.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of 7-bit bytes. One per message; a {@code ByteArrayOutputStream} would lock at every byte. */
final class Bytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] room;
    private int length;

    Bytes(int expected) {
        room = new byte[expected];
    }

    void put(int b) {
        if (length == room.length) {
            grow(1);
        }
        room[length++] = (byte) b;
    }

    void put(byte[] bytes) {
        if (room.length - length < bytes.length) {
            grow(bytes.length);
        }
        System.arraycopy(bytes, 0, room, length, bytes.length);
        length += bytes.length;
    }

    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                throw new IllegalArgumentException("not 7-bit: " + text);
            }
            put(c);
        }
    }

    void newLine() {
        put('\r');
        put('\n');
    }

    /** Every byte of the character's UTF-8 as {@code =XX} (RFC 2045 6.7, RFC 2047 4.2). */
    void hex(int codePoint) {
        if (codePoint < 0x80) {
            hexByte(codePoint);
        } else if (codePoint < 0x800) {
            hexByte(0xc0 | codePoint >> 6);
            hexByte(0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            hexByte(0xe0 | codePoint >> 12);
            hexByte(0x80 | codePoint >> 6 & 0x3f);
            hexByte(0x80 | codePoint & 0x3f);
        } else {
            hexByte(0xf0 | codePoint >> 18);
            hexByte(0x80 | codePoint >> 12 & 0x3f);
            hexByte(0x80 | codePoint >> 6 & 0x3f);
            hexByte(0x80 | codePoint & 0x3f);
        }
    }

    /** Width of {@link #hex} in bytes. */
    static int hexWidth(int codePoint) {
        return codePoint < 0x80 ? 3 : codePoint < 0x800 ? 6 : codePoint < 0x10000 ? 9 : 12;
    }

    int length() {
        return length;
    }

    int last() {
        return length == 0 ? -1 : room[length - 1];
    }

    byte[] toArray() {
        return Arrays.copyOf(room, length);
    }

    /** One char per byte. */
    @Override
    public String toString() {
        return new String(room, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void hexByte(int b) {
        put('=');
        put(HEX[b >> 4 & 15]);
        put(HEX[b & 15]);
    }

    private void grow(int more) {
        room = Arrays.copyOf(room, Math.max(room.length * 2, length + more));
    }
}
