package dev.sedd.jmh.peers;

import org.bytedeco.javacpp.FloatPointer;

/** A native BLAS through JavaCPP, the operands outside the heap, so that a call copies nothing. */
abstract class NativeProduct implements Product {
    private final Operands operands;
    private final FloatPointer a;
    private final FloatPointer w;
    private final FloatPointer c;

    NativeProduct(Operands operands) {
        this.operands = operands;
        a = new FloatPointer(operands.a());
        w = new FloatPointer(operands.w());
        c = new FloatPointer((long) operands.m() * operands.n());
    }

    /** {@code c := a · wᵀ} of row-major matrices. */
    abstract void sgemm(int m, int n, int k, FloatPointer a, FloatPointer w, FloatPointer c);

    @Override
    public final void multiply() {
        sgemm(operands.m(), operands.n(), operands.k(), a, w, c);
    }

    @Override
    public final float[] result() {
        float[] copy = new float[operands.m() * operands.n()];
        c.get(copy);
        return copy;
    }

    @Override
    public final void close() {
        a.close();
        w.close();
        c.close();
    }
}
