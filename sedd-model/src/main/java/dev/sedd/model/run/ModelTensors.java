package dev.sedd.model.run;

import dev.sedd.model.checkpoint.CheckpointException;
import dev.sedd.model.checkpoint.DType;
import dev.sedd.model.checkpoint.TensorInfo;
import dev.sedd.model.checkpoint.Tensors;
import dev.sedd.model.training.Parameters;
import java.util.Arrays;
import java.util.List;

/** Parameters as the tensors of a model's file, under their published names. */
record ModelTensors(Parameters parameters) implements Tensors {
    @Override
    public List<String> names() {
        return parameters.tensors().stream().map(Parameters.Tensor::name).toList();
    }

    @Override
    public TensorInfo info(String name) {
        return new TensorInfo(name, DType.F32, parameters.tensor(name).shape());
    }

    @Override
    public float[] floats(String name) {
        Parameters.Tensor tensor = parameters.tensor(name);
        return Arrays.copyOfRange(parameters.values(), tensor.offset(), tensor.offset() + tensor.size());
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        throw new CheckpointException(name, "is not of an integer type");
    }
}
