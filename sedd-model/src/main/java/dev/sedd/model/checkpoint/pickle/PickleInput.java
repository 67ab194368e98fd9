package dev.sedd.model.checkpoint.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from front to back; every read is checked against what is left. */
final class PickleInput {
    private static final int LONGEST_LINE = 4096;

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int u8() throws PickleException {
        need(1);
        return bytes.get() & 0xff;
    }

    int u16() throws PickleException {
        need(Short.BYTES);
        return bytes.getShort() & 0xffff;
    }

    int i32() throws PickleException {
        need(Integer.BYTES);
        return bytes.getInt();
    }

    long u32() throws PickleException {
        return Integer.toUnsignedLong(i32());
    }

    long i64() throws PickleException {
        need(Long.BYTES);
        return bytes.getLong();
    }

    /** A double, the one big-endian thing in a pickle. */
    double bigEndianDouble() throws PickleException {
        return Double.longBitsToDouble(Long.reverseBytes(i64()));
    }

    byte[] take(long length) throws PickleException {
        need(length);
        byte[] taken = new byte[(int) length];
        bytes.get(taken);
        return taken;
    }

    String utf8(long length) throws PickleException {
        need(length);
        ByteBuffer text = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new PickleException("the pickle holds text that is not UTF-8", e);
        }
    }

    /** Text up to the end of the line, without it. */
    String line() throws PickleException {
        int start = bytes.position();
        for (int i = start; i < bytes.limit() && i - start < LONGEST_LINE; i++) {
            if (bytes.get(i) == '\n') {
                String line = utf8(i - start);
                bytes.get();
                return line;
            }
        }
        throw new PickleException("the pickle has a line without end at byte " + start);
    }

    private void need(long length) throws PickleException {
        if (length < 0 || length > bytes.remaining()) {
            throw new PickleException("the pickle is cut short: at byte " + bytes.position() + " it needs "
                    + Long.toUnsignedString(length) + " more, and has " + bytes.remaining());
        }
    }
}
