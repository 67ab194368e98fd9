package dev.sedd.jmh.peers;

import dev.sedd.jmh.Flops;
import dev.sedd.jmh.Settings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** C = A · Wᵀ by this project and by other libraries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PeerGemmBenchmark extends Settings {
    /** Who computes it. */
    public enum Library {
        /** This project, W packed once. */
        SEDD_PACKED,
        /** This project, both operands plain arrays. */
        SEDD,
        /** OpenBLAS with its kernels for AVX-512. */
        OPENBLAS_AVX512,
        /** OpenBLAS with the kernels that it picks. */
        OPENBLAS,
        /** Intel's Math Kernel Library. */
        MKL,
        /** netlib's BLAS on the Vector API; one thread. */
        NETLIB,
        /** EJML. */
        EJML;

        Product product(Operands operands, int threads) {
            return switch (this) {
                case SEDD_PACKED -> new SeddProduct(operands, true, threads);
                case SEDD -> new SeddProduct(operands, false, threads);
                case OPENBLAS_AVX512 -> OpenBlas.avx512(operands, threads);
                case OPENBLAS -> OpenBlas.asItPicks(operands, threads);
                case MKL -> new Mkl(operands, threads);
                case NETLIB -> new Netlib(operands);
                case EJML -> new Ejml(operands, threads);
            };
        }
    }

    /** Who computes it. */
    @Param({"SEDD_PACKED", "SEDD", "OPENBLAS_AVX512", "OPENBLAS", "MKL", "NETLIB", "EJML"})
    public Library engine;

    /** m x n x k. */
    @Param("256x1536x384")
    public String shape;

    /** Threads. */
    @Param("1")
    public int threads;

    private Operands operands;
    private Product product;

    /** Makes the operands and checks one product. */
    @Setup
    public void prepare() {
        operands = Operands.of(shape);
        product = engine.product(operands, threads);
        product.multiply();
        operands.check(product.result());
    }

    /** One product. */
    @Benchmark
    public Object multiply(Flops flops) {
        product.multiply();
        flops.product(operands.m(), operands.n(), operands.k());
        return product;
    }

    /** Ends threads and frees memory. */
    @TearDown
    public void close() {
        product.close();
    }
}
