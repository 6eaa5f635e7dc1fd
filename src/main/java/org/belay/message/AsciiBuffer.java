package org.belay.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of 7-bit bytes, for one thread. {@code ByteArrayOutputStream} is not used because it locks for each byte. */
final class AsciiBuffer {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer;
    private int length;

    AsciiBuffer(int expected) {
        buffer = new byte[expected];
    }

    void put(int b) {
        if (length == buffer.length) {
            grow(1);
        }
        buffer[length++] = (byte) b;
    }

    void put(byte[] bytes) {
        if (buffer.length - length < bytes.length) {
            grow(bytes.length);
        }
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    void putAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                throw new IllegalArgumentException("Not 7-bit: " + text);
            }
            put(c);
        }
    }

    void newLine() {
        put('\r');
        put('\n');
    }

    /** Writes each UTF-8 byte of a character as {@code =XX} (RFC 2045 6.7, RFC 2047 4.2). */
    void putHex(int codePoint) {
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

    /** Number of bytes that {@link #putHex} writes for a character. */
    static int hexWidth(int codePoint) {
        return codePoint < 0x80 ? 3 : codePoint < 0x800 ? 6 : codePoint < 0x10000 ? 9 : 12;
    }

    int length() {
        return length;
    }

    /** The last byte; -1 if the buffer is empty. */
    int last() {
        return length == 0 ? -1 : buffer[length - 1];
    }

    byte[] toArray() {
        return Arrays.copyOf(buffer, length);
    }

    /** The bytes as ISO 8859-1: one char per byte. */
    @Override
    public String toString() {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void hexByte(int b) {
        put('=');
        put(HEX[b >> 4 & 15]);
        put(HEX[b & 15]);
    }

    private void grow(int more) {
        buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
}
