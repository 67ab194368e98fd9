package dev.sedd.jmh.peers;

import dev.sedd.jmh.Numbers;

/**
 * What is multiplied.
 *
 * @param m rows of A and C
 * @param n rows of W, columns of C
 * @param k columns of A and W
 * @param a (m, k)
 * @param w (n, k)
 */
record Operands(int m, int n, int k, float[] a, float[] w) {
    /** Random ones of a shape such as "256x1152x384", m x n x k; the same at every run. */
    static Operands of(String shape) {
        int[] sizes = Numbers.sizes(shape);
        int m = sizes[0];
        int n = sizes[1];
        int k = sizes[2];
        return new Operands(m, n, k, Numbers.normal((long) m * k, 1, 1), Numbers.normal((long) n * k, 1, 2));
    }

    /** Throws where {@code c} is not A · Wᵀ by the reference. */
    void check(float[] c) {
        Numbers.requireProduct(m, n, k, a, w, c);
    }
}
