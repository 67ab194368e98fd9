package dev.sedd.model.training;

import dev.sedd.kernels.AdamStep;
import dev.sedd.kernels.Workers;
import dev.sedd.model.network.TensorNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps of {@link Muon} on a state. */
final class MuonSteps implements Optimizer.Steps {
    /** The root mean square of the elements of AdamW's steps, as a rule (Liu et al. 2025). */
    private static final double SIZE = 0.2;

    private final Muon muon;
    private final TrainingState state;
    private final List<Matrix> matrices = new ArrayList<>();
    private final List<Parameters.Tensor> others = new ArrayList<>();
    private final NewtonSchulz orthogonal;
    private final float[] direction;

    /** A matrix among the parameters. */
    private record Matrix(int offset, int rows, int columns) {
        int size() {
            return rows * columns;
        }
    }

    MuonSteps(Muon muon, TrainingState state) {
        this.muon = muon;
        this.state = state;
        Parameters weights = state.weights();
        Set<String> own = new HashSet<>();
        for (TensorNames.Block block : TensorNames.of(weights.configuration()).blocks()) {
            add(weights, block.qkv(), 3, own);
            add(weights, block.project(), 1, own);
            add(weights, block.up(), 1, own);
            add(weights, block.down(), 1, own);
        }
        weights.tensors().stream().filter(t -> !own.contains(t.name())).forEach(others::add);
        int largest = matrices.stream().mapToInt(Matrix::size).max().orElse(0);
        int largestShortSide = matrices.stream()
                .mapToInt(m -> Math.min(m.rows, m.columns))
                .max()
                .orElse(0);
        direction = new float[largest];
        orthogonal = new NewtonSchulz(largest, largestShortSide);
    }

    /** Takes a layer's weight, cut into {@code parts} matrices of as many rows. */
    private void add(Parameters weights, TensorNames.Linear layer, int parts, Set<String> own) {
        Parameters.Tensor tensor = weights.tensor(layer.weight().name());
        own.add(tensor.name());
        int rows = layer.out() / parts;
        for (int i = 0; i < parts; i++) {
            matrices.add(new Matrix(tensor.offset() + i * rows * layer.in(), rows, layer.in()));
        }
    }

    @Override
    public void step(int step, double rate, double clip, float[] gradient, Workers workers) {
        AdamStep factors = muon.adam().factors(step, rate, clip);
        for (Parameters.Tensor tensor : others) {
            AdamW.apply(factors, state, tensor.offset(), tensor.size(), gradient, workers);
        }
        for (Matrix matrix : matrices) {
            gather(matrix, (float) muon.momentum(), (float) clip, gradient, workers);
            orthogonal.apply(matrix.rows, matrix.columns, direction, workers);
            double size = rate * SIZE * Math.sqrt(Math.max(matrix.rows, matrix.columns));
            move(matrix, factors.keep(), (float) size, workers);
        }
    }

    /** M := momentum · M + clip · G, direction := clip · G + momentum · M. */
    private void gather(Matrix matrix, float momentum, float clip, float[] gradient, Workers workers) {
        float[] moments = state.firstMoments();
        FlatArrays.forEach(workers, matrix.size(), (n, from) -> {
            for (int i = from; i < from + n; i++) {
                int at = matrix.offset + i;
                float g = clip * gradient[at];
                float m = momentum * moments[at] + g;
                moments[at] = m;
                direction[i] = g + momentum * m;
            }
        });
    }

    /** W := keep · W − size · direction. */
    private void move(Matrix matrix, float keep, float size, Workers workers) {
        float[] weights = state.weights().values();
        FlatArrays.forEach(workers, matrix.size(), (n, from) -> {
            for (int i = from; i < from + n; i++) {
                int at = matrix.offset + i;
                weights[at] = keep * weights[at] - size * direction[i];
            }
        });
    }
}
