package dev.sedd.model.checkpoint;

import java.util.List;

/**
 * Those of a file's tensors whose names begin with a prefix, without it.
 *
 * @param file all tensors, which are closed with these
 * @param prefix what is taken off
 */
record WithoutPrefix(Tensors file, String prefix) implements Tensors {
    @Override
    public List<String> names() {
        return file.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    @Override
    public boolean contains(String name) {
        return file.contains(prefix + name);
    }

    @Override
    public TensorInfo info(String name) {
        TensorInfo info = file.info(prefix + name);
        return new TensorInfo(name, info.dtype(), info.shape());
    }

    @Override
    public float[] floats(String name) throws CheckpointException {
        return file.floats(prefix + name);
    }

    @Override
    public void floats(String name, int from, int count, float[] into, int off) throws CheckpointException {
        file.floats(prefix + name, from, count, into, off);
    }

    @Override
    public int[] ints(String name) throws CheckpointException {
        return file.ints(prefix + name);
    }

    @Override
    public void close() {
        file.close();
    }
}
