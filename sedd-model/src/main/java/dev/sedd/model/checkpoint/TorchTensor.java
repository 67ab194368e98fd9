package dev.sedd.model.checkpoint;

import dev.sedd.model.checkpoint.pickle.PickleException;
import dev.sedd.model.checkpoint.pickle.PickleTuple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of a PyTorch file: a view of a storage, checked to lie within it.
 *
 * @param info type and shape; the name is empty, a pickle's tensors have none
 * @param data where its elements are
 */
record TorchTensor(TensorInfo info, StridedData data) {
    private static final int MOST_DIMENSIONS = 64;

    /** The bytes of a storage and what they are. */
    record Storage(DType dtype, MemorySegment bytes, long count) {}

    /**
     * A view of a storage.
     *
     * @param offset the first element
     * @param size the dimensions
     * @param stride the steps between elements, one for each dimension
     */
    static TorchTensor view(Storage storage, Object offset, Object size, Object stride) throws PickleException {
        long first = number(offset);
        List<Long> sizes = numbers(size);
        List<Long> strides = numbers(stride);
        if (sizes.size() > MOST_DIMENSIONS) {
            throw new PickleException(
                    "a tensor has " + sizes.size() + " dimensions; more than " + MOST_DIMENSIONS + " are refused");
        }
        if (sizes.size() != strides.size()) {
            throw new PickleException(
                    "a tensor has " + sizes.size() + " dimensions and " + strides.size() + " strides");
        }
        TensorInfo info;
        long last = first;
        try {
            info = new TensorInfo(
                    "", storage.dtype(), sizes.stream().map(Math::toIntExact).toList());
            for (int d = 0; d < sizes.size(); d++) {
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, sizes.get(d) - 1), strides.get(d)));
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new PickleException("a tensor's shape " + sizes + " is too large", e);
        }
        if (info.count() > 0 && last >= storage.count()) {
            throw new PickleException(
                    "a tensor of shape " + sizes + " reaches element " + last + " of a storage of " + storage.count());
        }
        if (info.count() > storage.count()) {
            throw new PickleException("a tensor of shape " + sizes + " repeats the " + storage.count()
                    + " elements of its storage; save it again with .contiguous()");
        }
        boolean rowMajor = rowMajor(sizes, strides);
        long[] steps =
                rowMajor ? null : strides.stream().mapToLong(Long::longValue).toArray();
        return new TorchTensor(info, new StridedData(storage.bytes(), first, steps));
    }

    /** Whether elements follow each other in row-major order; the stride of a dimension of 1 does not matter. */
    private static boolean rowMajor(List<Long> sizes, List<Long> strides) {
        long step = 1;
        for (int d = sizes.size() - 1; d >= 0; d--) {
            if (sizes.get(d) != 1 && strides.get(d) != step) {
                return false;
            }
            step *= sizes.get(d);
        }
        return true;
    }

    /** A number that is an integer and not negative. */
    static long number(Object value) throws PickleException {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new PickleException("the pickle has something else where a tensor's size, stride or offset is due");
    }

    private static List<Long> numbers(Object value) throws PickleException {
        if (!(value instanceof PickleTuple tuple)) {
            throw new PickleException("the pickle has something else where a tensor's shape or strides are due");
        }
        List<Long> numbers = new ArrayList<>();
        for (Object item : tuple.items()) {
            numbers.add(number(item));
        }
        return numbers;
    }
}
