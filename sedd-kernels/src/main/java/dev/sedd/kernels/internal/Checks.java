package dev.sedd.kernels.internal;

import java.util.Objects;

/** Argument checks, with messages that name the argument and its value. Products of sizes are taken in long. */
public final class Checks {
    private Checks() {}

    /** Refuses a negative size. */
    public static void size(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + "=" + size + " is negative");
        }
    }

    /** Refuses two sizes whose product is more than an int holds. */
    public static void product(String aName, int a, String bName, int b) {
        if ((long) a * b > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    aName + "=" + a + " times " + bName + "=" + b + " is more than an int holds");
        }
    }

    /** Refuses a vector of {@code n} elements from {@code off} that does not fit an array of {@code length}. */
    public static void vector(String name, int n, int length, int off) {
        if (off < 0) {
            throw new IllegalArgumentException(name + "Off=" + off + " is negative");
        }
        if (n > 0 && (long) off + n > length) {
            throw new IllegalArgumentException(
                    name + ".length=" + length + " < " + ((long) off + n) + " = " + name + "Off + n");
        }
    }

    /** {@link #vector(String, int, int, int)} for an array. */
    public static void vector(String name, int n, float[] a, int off) {
        vector(name, n, Objects.requireNonNull(a, name).length, off);
    }

    /**
     * Refuses a row-major matrix that does not fit its array.
     *
     * @param columnsName the name that the caller gives the row length, for the message
     */
    public static void matrix(String name, int rows, int columns, String columnsName, float[] a, int off, int ld) {
        Objects.requireNonNull(a, name);
        if (off < 0) {
            throw new IllegalArgumentException(name + "Off=" + off + " is negative");
        }
        if (ld < Math.max(1, columns)) {
            String least = columns > 0 ? columnsName + "=" + columns : "1";
            throw new IllegalArgumentException("ld" + name + "=" + ld + " < " + least);
        }
        if (rows == 0 || columns == 0) {
            return;
        }
        long end = off + (rows - 1L) * ld + columns;
        if (end > a.length) {
            throw new IllegalArgumentException(name + ".length=" + a.length + " < " + end + ", the end of " + rows
                    + " rows of " + columns + " with ld" + name + "=" + ld + " from " + name + "Off=" + off);
        }
    }

    /**
     * Refuses an output that overlaps an input. Both have been checked to fit.
     *
     * @param inputEnd one past the input's last element
     * @param outputEnd one past the output's last element
     */
    public static void disjoint(
            String input,
            float[] in,
            int inOff,
            long inputEnd,
            String output,
            float[] out,
            int outOff,
            long outputEnd) {
        if (in == out && inOff < outputEnd && outOff < inputEnd && inOff < inputEnd && outOff < outputEnd) {
            throw new IllegalArgumentException(
                    output + " overlaps " + input + " in the same array; give " + output + " space of its own");
        }
    }

    /**
     * Refuses an output of a row kernel that overlaps the input without being exactly it. Both are matrices of the same
     * size and have been checked to fit; two sets of columns of one matrix do not overlap.
     */
    public static void sameOrDisjoint(
            int rows,
            int columns,
            String input,
            float[] in,
            int inOff,
            int ldin,
            String output,
            float[] out,
            int outOff,
            int ldout) {
        sameOrDisjoint(rows, rows, columns, input, in, inOff, ldin, output, out, outOff, ldout);
    }

    /** The same where the two have different numbers of rows. */
    public static void sameOrDisjoint(
            int inRows,
            int outRows,
            int columns,
            String input,
            float[] in,
            int inOff,
            int ldin,
            String output,
            float[] out,
            int outOff,
            int ldout) {
        boolean same = inOff == outOff && (ldin == ldout || Math.max(inRows, outRows) <= 1);
        if (in != out || same) {
            return;
        }
        int gap = Math.floorMod(outOff - inOff, ldin);
        if (ldin == ldout && gap >= columns && gap <= ldin - columns) {
            return;
        }
        disjoint(
                input,
                in,
                inOff,
                end(inRows, columns, inOff, ldin),
                output,
                out,
                outOff,
                end(outRows, columns, outOff, ldout));
    }

    /**
     * Refuses tokens that are not there, or that are not rows of a table of {@code tableRows}.
     *
     * @param countName the name that the caller gives their number, for the message
     */
    public static void tokens(String countName, int count, int[] tokens, int tokensOff, int tableRows) {
        Objects.requireNonNull(tokens, "tokens");
        if (tokensOff < 0) {
            throw new IllegalArgumentException("tokensOff=" + tokensOff + " is negative");
        }
        if (count > 0 && (long) tokensOff + count > tokens.length) {
            throw new IllegalArgumentException("tokens.length=" + tokens.length + " < " + ((long) tokensOff + count)
                    + " = tokensOff + " + countName);
        }
        for (int i = tokensOff; i < tokensOff + count; i++) {
            if (tokens[i] < 0 || tokens[i] >= tableRows) {
                throw new IllegalArgumentException(
                        "tokens[" + i + "]=" + tokens[i] + " is not a row of the table, which has " + tableRows);
            }
        }
    }

    /** Refuses starts of the rows of sequences that are not there, do not begin with 0 or fall; the number of rows. */
    public static int starts(int batch, int[] starts) {
        if (Objects.requireNonNull(starts, "starts").length <= batch) {
            throw new IllegalArgumentException("starts.length=" + starts.length + " < batch + 1 = " + (batch + 1L));
        }
        if (starts[0] != 0) {
            throw new IllegalArgumentException("starts[0]=" + starts[0] + " is not 0");
        }
        for (int b = 0; b < batch; b++) {
            if (starts[b + 1] < starts[b]) {
                throw new IllegalArgumentException(
                        "starts[" + (b + 1) + "]=" + starts[b + 1] + " < " + starts[b] + ", the one before");
            }
        }
        return starts[batch];
    }

    /** The arguments of an elementwise kernel: size, arrays, and no overlap but that the output is the input. */
    public static void elementwise(
            int n, String inName, float[] in, int inOff, String outName, float[] out, int outOff) {
        size("n", n);
        vector(inName, n, in, inOff);
        vector(outName, n, out, outOff);
        if (inOff != outOff) {
            disjoint(inName, in, inOff, (long) inOff + n, outName, out, outOff, (long) outOff + n);
        }
    }

    /** One past the last element of a matrix, as {@link #disjoint} wants it. */
    public static long end(int rows, int columns, int off, int ld) {
        return rows == 0 || columns == 0 ? off : off + (rows - 1L) * ld + columns;
    }
}
