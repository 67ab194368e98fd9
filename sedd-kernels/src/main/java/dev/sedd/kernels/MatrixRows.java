package dev.sedd.kernels;

/**
 * A row-major matrix that is read some rows at a time, from wherever it lies; by several threads at once. It is read in the
 * midst of packing, so it must not pack a matrix itself.
 */
@FunctionalInterface
public interface MatrixRows {
    /**
     * Copies {@code count} rows from row {@code from} on to the start of {@code into}, one after the other.
     *
     * @param into may be longer than that, and holds what was left there before
     */
    void read(int from, int count, float[] into);
}
