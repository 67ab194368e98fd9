package dev.sedd.kernels.internal;

/** Where the operands of attention's backward pass may lie. */
public final class GradientOperands {
    private static final String[] INPUTS = {"q", "k", "v", "dOut"};
    private static final String[] OUTPUTS = {"dq", "dk", "dv"};

    private GradientOperands() {}

    /**
     * Refuses results that overlap an input, or one another but as columns of one matrix.
     *
     * @param inRows rows of Q, K, V and dO
     * @param outRows rows of dQ, dK and dV
     */
    public static void apart(int[] inRows, int[] outRows, int columns, View[] in, View[] out) {
        for (int i = 0; i < out.length; i++) {
            View o = out[i];
            long end = Checks.end(outRows[i], columns, o.offset(), o.rowStride());
            for (int j = 0; j < in.length; j++) {
                View x = in[j];
                long inEnd = Checks.end(inRows[j], columns, x.offset(), x.rowStride());
                Checks.disjoint(INPUTS[j], x.array(), x.offset(), inEnd, OUTPUTS[i], o.array(), o.offset(), end);
            }
            for (int j = 0; j < i; j++) {
                View other = out[j];
                boolean same = o.array() == other.array() && o.offset() == other.offset();
                if (same && outRows[i] > 0 && outRows[j] > 0 && columns > 0) {
                    throw new IllegalArgumentException(OUTPUTS[i] + " overlaps " + OUTPUTS[j] + "; give each its own");
                }
                Checks.sameOrDisjoint(
                        outRows[j],
                        outRows[i],
                        columns,
                        OUTPUTS[j],
                        other.array(),
                        other.offset(),
                        other.rowStride(),
                        OUTPUTS[i],
                        o.array(),
                        o.offset(),
                        o.rowStride());
            }
        }
    }
}
