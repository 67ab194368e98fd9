package dev.sedd.kernels.reference;

/** Attention as it is written: softmax(q · K / √h) · V, one query at a time, sums in double. */
public final class AttentionReference {
    private AttentionReference() {}

    /** Arguments as in {@link dev.sedd.kernels.Attention}. */
    public static void apply(
            int batch,
            int length,
            int heads,
            int headSize,
            float[] q,
            int qOff,
            int ldq,
            float[] k,
            int kOff,
            int ldk,
            float[] v,
            int vOff,
            int ldv,
            float[] out,
            int outOff,
            int ldout) {
        double[] weights = new double[length];
        for (int b = 0; b < batch; b++) {
            for (int head = 0; head < heads; head++) {
                int column = head * headSize;
                for (int i = 0; i < length; i++) {
                    int query = qOff + (b * length + i) * ldq + column;
                    double largest = Double.NEGATIVE_INFINITY;
                    for (int j = 0; j < length; j++) {
                        double dot = 0;
                        for (int d = 0; d < headSize; d++) {
                            dot += (double) q[query + d] * k[kOff + (b * length + j) * ldk + column + d];
                        }
                        weights[j] = dot / Math.sqrt(headSize);
                        largest = Math.max(largest, weights[j]);
                    }
                    double sum = 0;
                    for (int j = 0; j < length; j++) {
                        weights[j] = Math.exp(weights[j] - largest);
                        sum += weights[j];
                    }
                    for (int d = 0; d < headSize; d++) {
                        double value = 0;
                        for (int j = 0; j < length; j++) {
                            value += weights[j] * v[vOff + (b * length + j) * ldv + column + d];
                        }
                        out[outOff + (b * length + i) * ldout + column + d] = (float) (value / sum);
                    }
                }
            }
        }
    }
}
