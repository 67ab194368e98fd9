package dev.sedd.jmh.peers;

import dev.ludovic.netlib.blas.JavaBLAS;

/** netlib's BLAS on the Vector API. It is column-major, in which Cᵀ = W · Aᵀ is the same numbers in the same places. */
final class Netlib implements Product {
    private static final JavaBLAS BLAS = JavaBLAS.getInstance();

    private final Operands operands;
    private final float[] c;

    Netlib(Operands operands) {
        if (!onVectors()) {
            throw new IllegalStateException("netlib gave " + description() + ", not its Vector API BLAS");
        }
        this.operands = operands;
        c = new float[operands.m() * operands.n()];
    }

    /** The class that this Java gets. */
    static String description() {
        return BLAS.getClass().getName();
    }

    private static boolean onVectors() {
        return BLAS.getClass().getSimpleName().equals("VectorBLAS");
    }

    @Override
    public void multiply() {
        int m = operands.m();
        int n = operands.n();
        int k = operands.k();
        BLAS.sgemm("T", "N", n, m, k, 1, operands.w(), k, operands.a(), k, 0, c, n);
    }

    @Override
    public float[] result() {
        return c.clone();
    }
}
