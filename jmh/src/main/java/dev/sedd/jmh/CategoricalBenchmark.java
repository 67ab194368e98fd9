package dev.sedd.jmh;

import dev.sedd.kernels.Categorical;
import dev.sedd.kernels.reference.CategoricalReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A draw from V weights in double. */
@State(Scope.Benchmark)
public class CategoricalBenchmark extends Settings {
    /** V: the notebook's, GPT-2's. */
    @Param({"65", "50258"})
    public int n;

    private double[] weights;
    private int call;

    /** Makes the weights and checks the result. */
    @Setup
    public void prepare() {
        weights = new double[n];
        float[] logarithms = Numbers.normal(n, 3, 1);
        for (int i = 0; i < n; i++) {
            weights[i] = Math.exp(logarithms[i]);
        }
        for (int i = 0; i < 100; i++) {
            double u = Numbers.uniform(call);
            Numbers.requireEqual(CategoricalReference.draw(n, weights, 0, u), draw());
        }
    }

    /** One draw. */
    @Benchmark
    public int draw() {
        return Categorical.draw(n, weights, 0, Numbers.uniform(call++));
    }
}
