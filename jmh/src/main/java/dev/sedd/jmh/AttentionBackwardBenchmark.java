package dev.sedd.jmh;

import dev.sedd.kernels.Attention;
import dev.sedd.kernels.reference.AttentionGradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The backward pass of attention of one sequence, on the rows (q, k, v) of a fused projection; heads of 64. */
@State(Scope.Benchmark)
public class AttentionBackwardBenchmark extends AttentionOperands {
    private float[] dOut;
    private float[] gradient;

    /** Makes the operands and checks the result of the first head. */
    @Setup
    public void prepare() {
        makeRows();
        dOut = Numbers.normal((long) length * width, 1, 2);
        gradient = new float[length * 3 * width];
        backward();
        double[] q = firstHead(qkv, 0, 3 * width);
        double[] k = firstHead(qkv, width, 3 * width);
        double[] v = firstHead(qkv, 2 * width, 3 * width);
        double[] slopes = firstHead(dOut, 0, width);
        AttentionGradient twin = new AttentionGradient(length, HEAD_SIZE, q, k);
        requireFirstHead(twin.dq(k, v, slopes), 0);
        requireFirstHead(twin.dk(q, v, slopes), width);
        requireFirstHead(twin.dv(slopes), 2 * width);
    }

    private double[] firstHead(float[] x, int off, int ld) {
        double[] head = new double[length * HEAD_SIZE];
        for (int i = 0; i < head.length; i++) {
            head[i] = x[off + i / HEAD_SIZE * ld + i % HEAD_SIZE];
        }
        return head;
    }

    private void requireFirstHead(double[] expected, int off) {
        Numbers.requireClose(Numbers.floats(expected), Numbers.floats(firstHead(gradient, off, 3 * width)), 1e-5);
    }

    /** One sequence, all heads. */
    @Benchmark
    public float[] backward() {
        int ld = 3 * width;
        Attention.backward(
                1, length, heads, HEAD_SIZE, qkv, 0, ld, qkv, width, ld, qkv, 2 * width, ld, dOut, 0, width, gradient,
                0, ld, gradient, width, ld, gradient, 2 * width, ld, workers);
        return gradient;
    }
}
