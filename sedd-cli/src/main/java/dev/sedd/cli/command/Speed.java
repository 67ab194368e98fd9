package dev.sedd.cli.command;

import dev.sedd.kernels.Epilogue;
import dev.sedd.kernels.FmaPeak;
import dev.sedd.kernels.Linear;
import dev.sedd.kernels.PackedMatrix;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.WarmUp;
import dev.sedd.kernels.Workers;
import dev.sedd.model.DiffusionModel;
import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.sampling.Prompt;
import dev.sedd.model.sampling.Sampler;
import dev.sedd.model.sampling.Tweedie;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How fast this machine is, in a few seconds. Rates are those of the best moment, the step is the median one: other
 * work on the machine, and what is not compiled yet, make single moments slow.
 *
 * @param threads the threads of the team
 * @param peakOfOne the rate of fused multiply-adds on one thread, in GFLOP/s
 * @param peak the same on all threads at once
 * @param product the rate of a product with a packed weight on all threads, in GFLOP/s
 * @param millisecondsPerStep the time of a sampler's step with the embedded model, a text of full length, all threads
 */
record Speed(int threads, double peakOfOne, double peak, double product, double millisecondsPerStep) {
    /** Steps of a generation unless the user says otherwise. */
    static final int STEPS = 128;

    /** The sizes of the product: the first layer of the feed-forward part of the notebook's network. */
    static final int M = 256;

    static final int N = 1536;
    static final int K = 384;

    /** The first call of a loop is hundreds of times slower than the compiled ones, and may take all of a short time. */
    private static final double SECONDS_TO_COMPILE = 0.5;

    private static final double SHARE_OF_PEAKS = 0.15;
    private static final double SHARE_OF_PRODUCT = 0.2;
    private static final double SHARE_OF_STEPS = 0.5;

    /** Steps of one text that is made for measuring: few, so that the end is met in time. */
    private static final int MEASURED_STEPS = 16;

    private static final double NANOSECONDS = 1e9;
    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;
    private static final double MILLISECONDS = 1e3;

    /** Has the kernels compiled, then measures for {@code seconds}, at least 1. */
    static Speed measure(Workers workers, double seconds) throws CheckpointException {
        FmaPeak.gflops(Workers.sequential(), SECONDS_TO_COMPILE);
        double one = FmaPeak.gflops(Workers.sequential(), seconds * SHARE_OF_PEAKS);
        double all = workers.threads() == 1 ? one : FmaPeak.gflops(workers, seconds * SHARE_OF_PEAKS);
        WarmUp.run();
        double product = product(workers, seconds * SHARE_OF_PRODUCT);
        double step = step(workers, seconds * SHARE_OF_STEPS);
        return new Speed(workers.threads(), one, all, product, step);
    }

    /** The rate of the product as a share of the peak. */
    double shareOfPeak() {
        return product / peak;
    }

    /** What a generation takes once the program is warm: its steps and the denoising one after them. */
    double secondsPerGeneration() {
        return (STEPS + 1) * millisecondsPerStep / MILLISECONDS;
    }

    private static double product(Workers workers, double seconds) {
        float[] x = random(M * K);
        float[] weight = random(N * K);
        float[] y = new float[M * N];
        PackedMatrix packed = PackedMatrix.pack(Transpose.YES, K, N, weight, 0, K);
        double flops = 2.0 * M * N * K;
        double best = 0;
        long start = System.nanoTime();
        do {
            long before = System.nanoTime();
            Linear.apply(M, x, 0, K, packed, Epilogue.NONE, y, 0, N, workers);
            best = Math.max(best, flops / Math.max(1, System.nanoTime() - before));
        } while (System.nanoTime() - start < seconds * NANOSECONDS);
        return best;
    }

    private static double step(Workers workers, double seconds) throws CheckpointException {
        DiffusionModel model = DiffusionModel.embedded(workers);
        Sampler sampler = model.sampler(new Tweedie(), MEASURED_STEPS);
        Prompt prompt = Prompt.free(model.configuration().length());
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        do {
            long[] before = {0};
            sampler.sample(prompt, 1, 1, 0, step -> {
                long now = System.nanoTime();
                if (step.index() > 0) {
                    times.add(now - before[0]);
                }
                before[0] = now;
            });
        } while (System.nanoTime() - start < seconds * NANOSECONDS);
        Collections.sort(times);
        return times.get(times.size() / 2) / NANOSECONDS_PER_MILLISECOND;
    }

    private static float[] random(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
