package dev.sedd.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counts arithmetic: in throughput mode, JMH reports {@code gflop} a second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Flops {
    /** Billions of additions and multiplications since the iteration began. */
    public double gflop;

    /** Starts the count anew. */
    @Setup(Level.Iteration)
    public void reset() {
        gflop = 0;
    }

    /** Counts one product of an m by k with a k by n matrix. */
    public void product(int m, int n, int k) {
        gflop += 2e-9 * m * n * k;
    }
}
