package dev.sedd.jmh.peers;

import static org.bytedeco.mkl.global.mkl_rt.CblasNoTrans;
import static org.bytedeco.mkl.global.mkl_rt.CblasRowMajor;
import static org.bytedeco.mkl.global.mkl_rt.CblasTrans;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;

/** Intel's Math Kernel Library, as it picks its kernels. */
final class Mkl extends NativeProduct {
    private static final int LONGEST = 256;

    Mkl(Operands operands, int threads) {
        super(operands);
        mkl_rt.MKL_Set_Num_Threads(threads);
    }

    /** Name and version. */
    static String description() {
        byte[] text = new byte[LONGEST];
        mkl_rt.MKL_Get_Version_String(text, LONGEST);
        int end = 0;
        while (end < LONGEST && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.US_ASCII).strip();
    }

    @Override
    void sgemm(int m, int n, int k, FloatPointer a, FloatPointer w, FloatPointer c) {
        mkl_rt.cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, w, k, 0, c, n);
    }
}
