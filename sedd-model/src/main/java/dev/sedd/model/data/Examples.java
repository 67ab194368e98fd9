package dev.sedd.model.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Examples of one length in a part of a file of tokens: the i-th begins {@code stride} tokens behind the one before. */
public final class Examples {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment tokens;
    private final int width;
    private final long from;
    private final int length;
    private final int stride;
    private final long size;

    /**
     * Examples of the tokens from {@code from} to before {@code to}.
     *
     * @param width bytes of a token
     */
    Examples(MemorySegment tokens, int width, long from, long to, int length, int stride) {
        this.tokens = tokens;
        this.width = width;
        this.from = from;
        this.length = length;
        this.stride = stride;
        this.size = to - from < length ? 0 : (to - from - length) / stride + 1;
    }

    /**
     * Examples in memory.
     *
     * @param tokens one example behind the other; copied
     * @param length T, the tokens of each
     * @throws IllegalArgumentException where the length is not at least 1
     */
    public static Examples of(int[] tokens, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length=" + length + " is not at least 1");
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.multiplyExact(tokens.length, Integer.BYTES)]);
        for (int i = 0; i < tokens.length; i++) {
            bytes.set(INT, (long) i * Integer.BYTES, tokens[i]);
        }
        return new Examples(bytes, Integer.BYTES, 0, tokens.length, length, length);
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** T, the tokens of each. */
    public int length() {
        return length;
    }

    /**
     * Copies an example.
     *
     * @param i which, 0 ≤ i &lt; {@link #size()}
     * @param out receives T tokens from {@code outOff} on
     */
    public void copy(long i, int[] out, int outOff) {
        if (i < 0 || i >= size) {
            throw new IllegalArgumentException("example " + i + " is not in [0, " + size + ")");
        }
        long first = (from + i * stride) * width;
        for (int j = 0; j < length; j++) {
            long at = first + (long) j * width;
            out[outOff + j] = switch (width) {
                case Byte.BYTES -> Byte.toUnsignedInt(tokens.get(ValueLayout.JAVA_BYTE, at));
                case Short.BYTES -> Short.toUnsignedInt(tokens.get(SHORT, at));
                default -> tokens.get(INT, at);
            };
        }
    }
}
