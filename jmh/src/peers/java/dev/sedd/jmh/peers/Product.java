package dev.sedd.jmh.peers;

/** C = A · Wᵀ by one library, its operands laid out where and as that library takes them. */
interface Product extends AutoCloseable {
    /** Computes C once more. */
    void multiply();

    /** A copy of C, (m, n). */
    float[] result();

    @Override
    default void close() {}
}
