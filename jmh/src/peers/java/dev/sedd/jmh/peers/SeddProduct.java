package dev.sedd.jmh.peers;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.Gemm;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;

/** This project's own, both operands plain or the weight packed once. */
final class SeddProduct implements Product {
    private final Operands operands;
    private final PackedMatrix packed;
    private final Workers workers;
    private final float[] c;

    SeddProduct(Operands operands, boolean pack, int threads) {
        this.operands = operands;
        workers = Workers.of(threads);
        packed = pack
                ? PackedMatrix.pack(Transpose.YES, operands.k(), operands.n(), operands.w(), 0, operands.k())
                : null;
        c = new float[operands.m() * operands.n()];
    }

    @Override
    public void multiply() {
        int m = operands.m();
        int n = operands.n();
        int k = operands.k();
        float[] a = operands.a();
        if (packed != null) {
            Linear.apply(m, a, 0, k, packed, Epilogue.NONE, c, 0, n, workers);
            return;
        }
        float[] w = operands.w();
        Gemm.PARALLEL.multiply(Transpose.NO, Transpose.YES, m, n, k, 1, a, 0, k, w, 0, k, 0, c, 0, n, workers);
    }

    @Override
    public float[] result() {
        return c.clone();
    }

    @Override
    public void close() {
        workers.close();
    }
}
