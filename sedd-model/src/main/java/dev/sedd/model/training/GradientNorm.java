package dev.sedd.model.training;

import dev.sedd.kernels.Workers;

/** The Euclidean norm of a gradient, all tensors together, in double and in one fixed order of summation. */
final class GradientNorm {
    private static final int LANES = 8;

    private double[] sums = {};

    /** One whose scratch space is kept from call to call; not for several threads. */
    GradientNorm() {}

    /** √Σ g². NaN and infinities give NaN or infinity. */
    double of(float[] gradient, Workers workers) {
        return of(gradient, gradient.length, workers);
    }

    /** The same of the first {@code size} elements. */
    double of(float[] gradient, int size, Workers workers) {
        int pieces = FlatArrays.pieces(size);
        if (sums.length != pieces) {
            sums = new double[pieces];
        }
        double[] partial = sums;
        FlatArrays.forEach(workers, size, (n, off) -> partial[off / FlatArrays.PIECE] = squares(n, gradient, off));
        double total = 0;
        for (double sum : partial) {
            total += sum;
        }
        return Math.sqrt(total);
    }

    /**
     * What gradients are multiplied by so that their norm is at most {@code most}: min(1, most/norm), 1 where {@code most} is
     * 0, which stands for no bound.
     */
    static double clip(double norm, double most) {
        return most > 0 && norm > most ? most / norm : 1;
    }

    /** Σ g² in eight interleaved sums, so that one addition need not wait for another. */
    private static double squares(int n, float[] g, int off) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = off;
        for (; i <= off + n - LANES; i += LANES) {
            s0 += (double) g[i] * g[i];
            s1 += (double) g[i + 1] * g[i + 1];
            s2 += (double) g[i + 2] * g[i + 2];
            s3 += (double) g[i + 3] * g[i + 3];
            s4 += (double) g[i + 4] * g[i + 4];
            s5 += (double) g[i + 5] * g[i + 5];
            s6 += (double) g[i + 6] * g[i + 6];
            s7 += (double) g[i + 7] * g[i + 7];
        }
        for (; i < off + n; i++) {
            s0 += (double) g[i] * g[i];
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }
}
