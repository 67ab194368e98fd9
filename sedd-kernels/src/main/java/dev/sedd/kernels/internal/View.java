package dev.sedd.kernels.internal;

/**
 * A matrix in an array: element (i, j) at {@code array[offset + i * rowStride + j * columnStride]}. One of the strides is
 * 1. The transpose of a matrix is a view with the strides exchanged.
 */
public record View(float[] array, int offset, int rowStride, int columnStride) {
    /** A row-major matrix. */
    public static View rowMajor(float[] array, int offset, int ld) {
        return new View(array, offset, ld, 1);
    }

    /** The transpose. */
    public View transposed() {
        return new View(array, offset, columnStride, rowStride);
    }

    /** Where element (i, j) lies. */
    public int index(int i, int j) {
        return offset + i * rowStride + j * columnStride;
    }

    /** The same matrix from element (i, j) on. */
    public View from(int i, int j) {
        return i == 0 && j == 0 ? this : new View(array, index(i, j), rowStride, columnStride);
    }
}
