package dev.sedd.jmh.peers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS, with the kernels that it picks by itself or with those for AVX-512. */
final class OpenBlas extends NativeProduct {
    private static final String AVX512 = "SkylakeX";

    private OpenBlas(Operands operands, int threads) {
        super(operands);
        openblas_nolapack.blas_set_num_threads(threads);
    }

    /** A product with the kernels that OpenBLAS picks. */
    static OpenBlas asItPicks(Operands operands, int threads) {
        Loader.load(openblas_nolapack.class);
        return new OpenBlas(operands, threads);
    }

    /**
     * A product with the kernels for AVX-512. OpenBLAS reads the variable when it is loaded, so a process has the one or
     * the other.
     */
    static OpenBlas avx512(Operands operands, int threads) {
        Native.setVariable("OPENBLAS_CORETYPE", AVX512);
        Loader.load(openblas_nolapack.class);
        String core = Native.string("openblas_get_corename");
        if (!core.equals(AVX512)) {
            throw new IllegalStateException("OpenBLAS runs its kernels for " + core + ", not for " + AVX512);
        }
        return new OpenBlas(operands, threads);
    }

    /** Version and build, and which kernels OpenBLAS picks by itself. */
    static String description() {
        Loader.load(openblas_nolapack.class);
        return Native.string("openblas_get_config").strip() + ", picks its kernels for "
                + Native.string("openblas_get_corename");
    }

    @Override
    void sgemm(int m, int n, int k, FloatPointer a, FloatPointer w, FloatPointer c) {
        openblas_nolapack.cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, w, k, 0, c, n);
    }
}
