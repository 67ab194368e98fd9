package dev.sedd.model.checkpoint;

import java.util.List;

/**
 * A tensor in a file, without its data.
 *
 * @param name its name
 * @param dtype the type of its elements in the file
 * @param shape its dimensions, outermost first; empty for a scalar
 */
public record TensorInfo(String name, DType dtype, List<Integer> shape) {
    /**
     * Keeps a copy of the shape.
     *
     * @throws IllegalArgumentException where a dimension is negative or the size in bytes overflows a long
     */
    public TensorInfo {
        shape = List.copyOf(shape);
        bytes(dtype, shape);
    }

    /** The number of elements. */
    public long count() {
        return bytes(dtype, shape) / dtype.bytes();
    }

    /** The size of the elements in the file's type, in bytes. */
    public long bytes() {
        return bytes(dtype, shape);
    }

    private static long bytes(DType dtype, List<Integer> shape) {
        long bytes = dtype.bytes();
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("shape " + shape + " has a negative dimension");
            }
            if (size != 0 && bytes > Long.MAX_VALUE / size) {
                throw new IllegalArgumentException("shape " + shape + " is too large to count");
            }
            bytes *= size;
        }
        return bytes;
    }
}
