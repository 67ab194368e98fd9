package dev.sedd.kernels;

/** A row-major matrix that is read some rows at a time, from wherever it lies; by several threads at once. */
@FunctionalInterface
public interface MatrixRows {
    /** Copies {@code count} rows from row {@code from} on to the start of {@code into}, one after the other. */
    void read(int from, int count, float[] into);
}
