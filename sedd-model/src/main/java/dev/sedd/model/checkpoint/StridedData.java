package dev.sedd.model.checkpoint;

import dev.sedd.kernels.Bfloat16;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor's elements in a file's bytes (little-endian, unaligned): element (i, j, ...) lies at
 * {@code offset + i*stride[0] + j*stride[1] + ...}, counted in elements.
 *
 * @param bytes the storage
 * @param offset the first element
 * @param stride one for each dimension, or null where the elements lie row-major without gaps
 */
record StridedData(MemorySegment bytes, long offset, long[] stride) {
    private static final ValueLayout.OfDouble F64 =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The longest array that every Java machine makes. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** All elements, row-major, as singles. */
    float[] floats(Object where, TensorInfo info) throws CheckpointException {
        checkFloating(where, info);
        float[] out = new float[length(where, info)];
        floats(where, info, 0, out.length, out, 0);
        return out;
    }

    /** Elements number {@code from} .. {@code from + count}, row-major, as singles, into {@code out} from {@code off} on. */
    void floats(Object where, TensorInfo info, int from, int count, float[] out, int off) throws CheckpointException {
        checkFloating(where, info);
        Objects.checkFromIndexSize(from, count, info.count());
        if (stride == null && info.dtype() == DType.F32) {
            MemorySegment.copy(bytes, F32, (offset + from) * Float.BYTES, out, off, count);
            return;
        }
        Walk walk = new Walk(info);
        walk.skip(from);
        for (int i = 0; i < count; i++) {
            out[off + i] = asFloat(info.dtype(), walk.next());
        }
    }

    private static void checkFloating(Object where, TensorInfo info) throws CheckpointException {
        if (!info.dtype().floating()) {
            throw new CheckpointException(
                    where, info.name() + " has type " + info.dtype() + "; expected one of F64, F32, F16, BF16");
        }
    }

    /** All elements, row-major, as integers. */
    int[] ints(Object where, TensorInfo info) throws CheckpointException {
        if (info.dtype().floating()) {
            throw new CheckpointException(where, info.name() + " has type " + info.dtype() + "; expected integers");
        }
        int[] out = new int[length(where, info)];
        Walk walk = new Walk(info);
        for (int i = 0; i < out.length; i++) {
            long value = asLong(info.dtype(), walk.next());
            if (value != (int) value) {
                throw new CheckpointException(where, info.name() + " holds " + value + ", which does not fit 32 bits");
            }
            out[i] = (int) value;
        }
        return out;
    }

    private static int length(Object where, TensorInfo info) throws CheckpointException {
        long count = info.count();
        if (count > LONGEST_ARRAY) {
            throw new CheckpointException(
                    where,
                    info.name() + " has " + count + " elements, more than the " + LONGEST_ARRAY + " of an array");
        }
        Memory.check(where, 4 * count, info.name());
        return (int) count;
    }

    private float asFloat(DType dtype, long index) {
        long at = index * dtype.bytes();
        return switch (dtype) {
            case F64 -> (float) bytes.get(F64, at);
            case F32 -> bytes.get(F32, at);
            case F16 -> Float.float16ToFloat(bytes.get(I16, at));
            case BF16 -> Bfloat16.widen(bytes.get(I16, at));
            case I64, I32, I16, I8, U8, BOOL -> throw new AssertionError(dtype);
        };
    }

    private long asLong(DType dtype, long index) {
        long at = index * dtype.bytes();
        return switch (dtype) {
            case I64 -> bytes.get(I64, at);
            case I32 -> bytes.get(I32, at);
            case I16 -> bytes.get(I16, at);
            case I8 -> bytes.get(ValueLayout.JAVA_BYTE, at);
            case U8, BOOL -> bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
            case F64, F32, F16, BF16 -> throw new AssertionError(dtype);
        };
    }

    /** The elements' places in row-major order: an odometer over the dimensions. */
    private final class Walk {
        private final int[] shape;
        private final int[] index;
        private long place = offset;

        Walk(TensorInfo info) {
            shape = info.shape().stream().mapToInt(Integer::intValue).toArray();
            index = new int[shape.length];
        }

        /** Goes to element number {@code element}, from the first. */
        void skip(int element) {
            if (stride == null) {
                place = offset + element;
                return;
            }
            long rest = element;
            for (int d = shape.length - 1; d >= 0 && rest > 0; d--) {
                index[d] = (int) (rest % shape[d]);
                place += stride[d] * index[d];
                rest /= shape[d];
            }
        }

        long next() {
            long here = place;
            if (stride == null) {
                place++;
                return here;
            }
            for (int d = shape.length - 1; d >= 0; d--) {
                place += stride[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                place -= stride[d] * shape[d];
                index[d] = 0;
            }
            return here;
        }
    }
}
