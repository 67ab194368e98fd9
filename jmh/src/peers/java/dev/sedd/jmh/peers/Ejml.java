package dev.sedd.jmh.peers;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML's dense row-major product, its concurrent form on more than one thread. */
final class Ejml implements Product {
    private final FMatrixRMaj a;
    private final FMatrixRMaj w;
    private final FMatrixRMaj c;
    private final int threads;

    Ejml(Operands operands, int threads) {
        this.threads = threads;
        EjmlConcurrency.setMaxThreads(threads);
        a = FMatrixRMaj.wrap(operands.m(), operands.k(), operands.a());
        w = FMatrixRMaj.wrap(operands.n(), operands.k(), operands.w());
        c = new FMatrixRMaj(operands.m(), operands.n());
    }

    @Override
    public void multiply() {
        if (threads == 1) {
            CommonOps_FDRM.multTransB(a, w, c);
        } else {
            CommonOps_MT_FDRM.multTransB(a, w, c);
        }
    }

    @Override
    public float[] result() {
        return c.data.clone();
    }
}
