package dev.sedd.model.checkpoint;

import java.util.List;

/**
 * Named tensors, in a file or in memory. The data is read when it is asked for, and not kept. May be read by several
 * threads at once.
 */
public interface Tensors extends AutoCloseable {
    /** The names, in the order of the file. */
    List<String> names();

    /** Whether there is a tensor of that name. */
    default boolean contains(String name) {
        return names().contains(name);
    }

    /**
     * A tensor's type and shape.
     *
     * @throws IllegalArgumentException where there is no tensor of that name
     */
    TensorInfo info(String name);

    /**
     * A fresh copy of a tensor's elements, row-major, as singles; F64 is rounded to nearest.
     *
     * @throws CheckpointException where the type is not a floating-point one or there are more elements than an array
     *     holds
     * @throws IllegalArgumentException where there is no tensor of that name
     */
    float[] floats(String name) throws CheckpointException;

    /**
     * Copies some of the elements that {@link #floats(String)} gives, without a copy of all where that can be.
     *
     * @param from the first of them
     * @param count how many
     * @param into receives them from {@code off} on
     * @throws CheckpointException where the type is not a floating-point one
     * @throws IllegalArgumentException where there is no tensor of that name
     * @throws IndexOutOfBoundsException where it has not that many elements
     */
    default void floats(String name, int from, int count, float[] into, int off) throws CheckpointException {
        System.arraycopy(floats(name), from, into, off, count);
    }

    /**
     * A fresh copy of a tensor's elements, row-major, as integers.
     *
     * @throws CheckpointException where the type is not an integer one, an element does not fit, or there are more
     *     elements than an array holds
     * @throws IllegalArgumentException where there is no tensor of that name
     */
    int[] ints(String name) throws CheckpointException;

    /** Lets the file go. The tensors cannot be read any more. */
    @Override
    default void close() {}
}
