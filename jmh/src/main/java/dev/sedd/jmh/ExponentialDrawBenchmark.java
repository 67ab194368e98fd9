package dev.sedd.jmh;

import dev.sedd.kernels.ExponentialDraw;
import dev.sedd.kernels.reference.CategoricalReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A draw from a row of V log scores, as a sampler's step does for each position: the row is read for its sum, then drawn from, with
 * an own weight for the token that is there now. Beside it the JDK's Math, which writes the weights down.
 */
@State(Scope.Benchmark)
public class ExponentialDrawBenchmark extends Settings {
    private static final double SLOPE = 0.7;
    private static final double HERE = 100;

    /** V: the notebook's, GPT-2's. */
    @Param({"65", "50258"})
    public int n;

    /** Added to the weights: 0 under absorb, where the row is read once less. */
    @Param({"0", "0.5"})
    public double level;

    private ExponentialDraw draw;
    private float[] x;
    private double[] weights;
    private int call;

    /** Makes the row and checks the results. */
    @Setup
    public void prepare() {
        draw = new ExponentialDraw(n);
        x = Numbers.normal(n, 3, 1);
        weights = new double[n];
        for (int i = 0; i < 100; i++) {
            double u = Numbers.uniform(call);
            int expected = CategoricalReference.drawExponential(n, x, 0, SLOPE, level, n - 1, HERE, u);
            Numbers.requireEqual(expected, readAndDraw());
            call--;
            Numbers.requireEqual(expected, scalar());
        }
    }

    /** One row, one draw. */
    @Benchmark
    public int readAndDraw() {
        double others = draw.read(n, x, 0, n - 1);
        return draw.draw(n, SLOPE, level, others < 0 ? 0 : HERE, Numbers.uniform(call++));
    }

    /** The same in plain loops. */
    @Benchmark
    public int scalar() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = i == n - 1 ? HERE : SLOPE * Math.exp(x[i]) + level;
            sum += weights[i];
        }
        double target = sum * Numbers.uniform(call++);
        int i = 0;
        for (double before = weights[0]; before <= target && i < n - 1; before += weights[i]) {
            i++;
        }
        return i;
    }
}
