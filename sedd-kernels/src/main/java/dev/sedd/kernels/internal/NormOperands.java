package dev.sedd.kernels.internal;

/** What layer normalisation asks of its operands, and where they may lie. */
public final class NormOperands {
    private NormOperands() {}

    /** Refuses matrices of the backward pass and a sum over rows that do not fit or that overlap; dx may be exactly dy. */
    public static void backward(
            int rows,
            int n,
            float eps,
            float[] x,
            int xOff,
            int ldx,
            float[] dy,
            int dyOff,
            int lddy,
            String sumName,
            float[] sum,
            int sumOff,
            float[] dx,
            int dxOff,
            int lddx,
            float[] y,
            int yOff,
            int ldy) {
        forward(rows, n, eps, x, xOff, ldx, "dx", dx, dxOff, lddx);
        Checks.matrix("dy", rows, n, "n", dy, dyOff, lddy);
        Checks.matrix("y", rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "dy", dy, dyOff, lddy, "dx", dx, dxOff, lddx);
        long end = Checks.end(rows, n, dxOff, lddx);
        long yEnd = Checks.end(rows, n, yOff, ldy);
        long xEnd = Checks.end(rows, n, xOff, ldx);
        Checks.disjoint("x", x, xOff, xEnd, "dx", dx, dxOff, end);
        Checks.disjoint("x", x, xOff, xEnd, "y", y, yOff, yEnd);
        Checks.disjoint("dy", dy, dyOff, Checks.end(rows, n, dyOff, lddy), "y", y, yOff, yEnd);
        Checks.disjoint("dx", dx, dxOff, end, "y", y, yOff, yEnd);
        vector(sumName, rows, n, sum, sumOff, "x", x, xOff, ldx);
        vector(sumName, rows, n, sum, sumOff, "dy", dy, dyOff, lddy);
        vector(sumName, rows, n, sum, sumOff, "dx", dx, dxOff, lddx);
        vector(sumName, rows, n, sum, sumOff, "y", y, yOff, ldy);
    }

    /** Refuses a gain, shift or scale that does not fit its array or that an output overlaps. */
    public static void vectors(
            int rows,
            int n,
            float[] gain,
            int gainOff,
            float[] shift,
            int shiftOff,
            float[] scale,
            int scaleOff,
            String output,
            float[] y,
            int yOff,
            int ldy) {
        vector("gain", rows, n, gain, gainOff, output, y, yOff, ldy);
        vector("shift", rows, n, shift, shiftOff, output, y, yOff, ldy);
        vector("scale", rows, n, scale, scaleOff, output, y, yOff, ldy);
    }

    /** Refuses a negative size, and x and an output that do not fit or that overlap without being the same. */
    public static void forward(
            int rows, int n, float eps, float[] x, int xOff, int ldx, String output, float[] y, int yOff, int ldy) {
        Checks.size("rows", rows);
        Checks.size("n", n);
        if (!(eps >= 0)) {
            throw new IllegalArgumentException("eps=" + eps + " is not ≥ 0");
        }
        Checks.matrix("x", rows, n, "n", x, xOff, ldx);
        Checks.matrix(output, rows, n, "n", y, yOff, ldy);
        Checks.sameOrDisjoint(rows, n, "x", x, xOff, ldx, output, y, yOff, ldy);
    }

    /** Refuses a vector that does not fit its array or that a matrix overlaps. */
    public static void vector(
            String name, int rows, int n, float[] vector, int off, String output, float[] y, int yOff, int ldy) {
        Checks.vector(name, n, vector, off);
        Checks.disjoint(name, vector, off, (long) off + n, output, y, yOff, Checks.end(rows, n, yOff, ldy));
    }
}
