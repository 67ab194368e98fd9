package dev.sedd.cli.command;

/**
 * How far a kernel was from its reference twin.
 *
 * @param kernel its name
 * @param error the largest difference of an element, in the measure that the tolerance is stated in; infinite where one
 *     of the two is NaN and the other is not
 * @param tolerance the largest error that passes
 */
record KernelCheck(String kernel, double error, double tolerance) {
    /** Compares two results element by element, each difference as a share of that element's {@code scale}. */
    static KernelCheck of(String kernel, double tolerance, float[] actual, float[] expected, float[] scale) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Float.compare(actual[i], expected[i]) != 0) {
                double error = Math.abs((double) actual[i] - expected[i]) / scale[i];
                worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
        }
        return new KernelCheck(kernel, worst, tolerance);
    }

    /** Whether the kernel kept its tolerance. */
    boolean passed() {
        return error <= tolerance;
    }
}
