package dev.sedd.model.training;

import dev.sedd.kernels.Workers;
import java.util.Arrays;

/**
 * Does training steps: loss and gradient of a batch, clipping by the global norm (Pascanu et al. 2013), an {@link Optimizer}, moving
 * average. Holds no randomness of its own: what a step does depends on the state and the step's number alone, whatever
 * the number of threads. In the steady state it allocates small objects alone.
 */
public final class Trainer {
    private final Rules rules;
    private final TrainingState state;
    private final Batches batches;
    private final Objective objective;
    private final Workers workers;
    private final float[] gradient;
    private final GradientNorm norm = new GradientNorm();
    private final Optimizer.Steps optimizer;

    /**
     * What makes new weights of a gradient.
     *
     * @param rate the learning rate of every step
     * @param optimizer what becomes of the gradient
     * @param clip the largest norm of a gradient, 0 for no bound
     * @param ema the moving average
     */
    public record Rules(LearningRate rate, Optimizer optimizer, double clip, Ema ema) {
        /** Refuses a negative bound. */
        public Rules {
            if (!(clip >= 0 && clip < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the largest gradient norm " + clip + " is not finite and at least 0");
            }
        }
    }

    /**
     * What a step was like.
     *
     * @param step its number, counted from 1
     * @param loss the mean loss of the batch, before the step
     * @param rate the learning rate
     * @param gradientNorm the gradient's norm before clipping
     */
    public record Report(int step, double loss, double rate, double gradientNorm) {}

    /** A trainer that changes {@code state} from step to step. */
    public Trainer(Rules rules, TrainingState state, Batches batches, Objective objective, Workers workers) {
        this.rules = rules;
        this.state = state;
        this.batches = batches;
        this.objective = objective;
        this.workers = workers;
        gradient = new float[state.weights().size()];
        optimizer = rules.optimizer().on(state);
    }

    /** What it changes. */
    public TrainingState state() {
        return state;
    }

    /**
     * Does the next step.
     *
     * @throws DivergedException where the loss or the gradient is not finite; the state is then as it was
     */
    public Report step() {
        int step = Math.addExact(state.step(), 1);
        FlatArrays.forEach(workers, gradient.length, (n, off) -> Arrays.fill(gradient, off, off + n, 0));
        double loss = 0;
        float scale = 1f / batches.parts();
        for (int part = 0; part < batches.parts(); part++) {
            long draw = (long) step * batches.parts() + part;
            loss += objective.lossAndGradient(state.weights(), batches.part(step, part), scale, gradient, draw);
        }
        loss /= batches.parts();
        double length = norm.of(gradient, workers);
        if (!Double.isFinite(loss) || !Double.isFinite(length)) {
            throw new DivergedException(step, notFinite(loss, length));
        }
        double rate = rules.rate().at(step);
        optimizer.step(step, rate, GradientNorm.clip(length, rules.clip()), gradient, workers);
        rules.ema().update(step, state.weights().values(), state.average().values(), workers);
        state.stepDone();
        return new Report(step, loss, rate, length);
    }

    private String notFinite(double loss, double length) {
        String what = Double.isFinite(loss) ? "the gradient's norm is " + length : "the loss is " + loss;
        String where = firstNotFinite(state.weights().values(), "weights");
        if (where == null) {
            where = firstNotFinite(gradient, "gradient");
        }
        return what + (where == null ? "" : "; " + where);
    }

    /** "the gradient of NAME holds NaN at element 3", or null where all is finite. */
    private String firstNotFinite(float[] values, String what) {
        for (Parameters.Tensor tensor : state.weights().tensors()) {
            for (int i = 0; i < tensor.size(); i++) {
                float value = values[tensor.offset() + i];
                if (!Float.isFinite(value)) {
                    return "the " + what + " of " + tensor.name() + " holds " + value + " at element " + i;
                }
            }
        }
        return null;
    }
}
