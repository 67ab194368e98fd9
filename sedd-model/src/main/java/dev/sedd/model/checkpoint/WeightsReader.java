package dev.sedd.model.checkpoint;

import dev.sedd.kernels.Storage;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.NamedWeights;
import dev.sedd.model.network.TensorNames;
import dev.sedd.model.network.Weights;
import java.io.UncheckedIOException;
import java.util.List;

/** Builds a network's weights from named tensors, each checked for presence, shape and finite values. */
final class WeightsReader implements NamedWeights.Source<CheckpointException> {
    private static final int MOST_NAMED = 3;

    private final Object where;
    private final Tensors tensors;
    private final boolean matricesLater;

    private WeightsReader(Object where, Tensors tensors, boolean matricesLater) {
        this.where = where;
        this.tensors = tensors;
        this.matricesLater = matricesLater;
    }

    /**
     * Reads all weights.
     *
     * @throws CheckpointException where the configuration contradicts the tensors, or one is missing, of another shape,
     *     or holds NaN or infinity
     */
    static Weights read(Object where, Configuration configuration, Tensors tensors) throws CheckpointException {
        TensorNames names = TensorNames.of(configuration);
        check(where, configuration, names, tensors);
        Memory.check(where, Float.BYTES * names.parameterCount(), "the weights");
        return NamedWeights.from(names, new WeightsReader(where, tensors, false));
    }

    /**
     * Reads the weights but for the embedding and the matrices of linear layers, which are read when they are asked for and while the file is
     * open.
     *
     * @throws CheckpointException as {@link #read}; what is wrong with the numbers of a matrix comes as the cause of an
     *     {@link UncheckedIOException} where it is read
     */
    static Weights open(Object where, Configuration configuration, Tensors tensors, Storage storage)
            throws CheckpointException {
        TensorNames names = TensorNames.of(configuration);
        check(where, configuration, names, tensors);
        Memory.checkModel(where, configuration, names, storage);
        return NamedWeights.from(names, new WeightsReader(where, tensors, true));
    }

    /** The names in {@code names} that {@code tensors} has not. */
    static List<String> missing(TensorNames names, Tensors tensors) {
        return names.all().stream()
                .map(TensorNames.Tensor::name)
                .filter(name -> !tensors.contains(name))
                .toList();
    }

    /** Refuses values that are NaN or infinite. */
    static void checkFinite(Object where, String name, float[] values) throws CheckpointException {
        int bad = 0;
        int first = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                first = bad++ == 0 ? i : first;
            }
        }
        if (bad > 0) {
            throw new CheckpointException(
                    where,
                    "tensor " + name + " holds " + values[first] + " at element " + first + " (" + bad + " of "
                            + values.length
                            + " are not finite); the training that made it has failed, use an earlier one");
        }
    }

    /** Checks names and shapes, without reading a number. */
    static void check(Object where, Configuration configuration, TensorNames names, Tensors tensors)
            throws CheckpointException {
        List<String> contradictions = InferredSizes.of(tensors).contradictions(configuration);
        if (!contradictions.isEmpty()) {
            throw new CheckpointException(where, String.join("; ", contradictions));
        }
        List<String> missing = missing(names, tensors);
        if (!missing.isEmpty()) {
            String few = String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())));
            throw new CheckpointException(
                    where,
                    missing.size() + " of the model's " + names.all().size() + " tensors "
                            + (missing.size() == 1 ? "is" : "are") + " missing: " + few
                            + (missing.size() > MOST_NAMED ? ", ..." : ""));
        }
        for (TensorNames.Tensor expected : names.all()) {
            TensorInfo info = tensors.info(expected.name());
            if (!info.shape().equals(expected.shape())) {
                throw new CheckpointException(
                        where,
                        "tensor " + info.name() + " has shape " + info.shape() + ", but the configuration needs "
                                + expected.shape());
            }
        }
    }

    @Override
    public Weights.Matrix matrix(TensorNames.Tensor tensor) throws CheckpointException {
        if (!matricesLater) {
            return NamedWeights.Source.super.matrix(tensor);
        }
        int columns = tensor.shape().get(1);
        return new Weights.Matrix(
                tensor.shape().get(0),
                columns,
                (from, count, into) -> piece(tensor, from * columns, count * columns, into));
    }

    /** Reads some elements of a tensor; of what is not finite, the first and the number in all of the tensor are told. */
    private void piece(TensorNames.Tensor tensor, int from, int count, float[] into) {
        try {
            tensors.floats(tensor.name(), from, count, into, 0);
            for (int i = 0; i < count; i++) {
                if (!Float.isFinite(into[i])) {
                    checkFinite(where, tensor.name(), tensors.floats(tensor.name()));
                }
            }
        } catch (CheckpointException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public float[] array(TensorNames.Tensor tensor) throws CheckpointException {
        float[] values = tensors.floats(tensor.name());
        checkFinite(where, tensor.name(), values);
        return values;
    }
}
