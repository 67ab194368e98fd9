/**
 * Numeric kernels in float32 on the Java Vector API, without native code and without dependencies.
 *
 * <p>The contract that every kernel keeps, stated once:
 *
 * <ul>
 *   <li><b>Layout.</b> Matrices are row-major in {@code float[]} arrays. A matrix is given by an array, the offset of its
 *       first element and a leading dimension, the distance between the starts of two rows: element (i, j) lies at
 *       {@code a[aOff + i * lda + j]}. What lies between the end of a row and the start of the next is not written, and
 *       never affects a result.
 *   <li><b>Arguments</b> stand in the order sizes, inputs, output, as a rule. Sizes may be zero: nothing is done where the
 *       output has no element; a sum of no terms is 0, so that a product with k = 0 is β·C.
 *   <li><b>Errors.</b> A negative size, a leading dimension shorter than a row or than 1, or an operand that does not fit its
 *       array is an {@link java.lang.IllegalArgumentException} that names the argument and its value ("lda=3 &lt; k=4"), thrown
 *       before anything is written. A null array is a {@link java.lang.NullPointerException} that names it.
 *   <li><b>Aliasing.</b> Elementwise and row kernels may work in place: the output may be exactly the input. The output of
 *       a matrix product or of attention must not overlap an input; where it is the same array at overlapping offsets,
 *       the call is refused.
 *   <li><b>Determinism.</b> The result depends on the arguments alone, bit for bit: not on the number of threads, and
 *       not on the width of the processor's vectors; only which NaN a NaN is, its sign and its payload, is left open. The order
 *       of a sum over k is that of the algorithm, the sizes, the factors and how the operands lie: in
 *       packed products, a linear layer's always, from the first term to the last, with fused multiply-add; in a product of
 *       one row or one column that needs no packing as in a sum over a row, which is sixteen interleaved partial sums that
 *       are then added in one fixed tree.
 *       Exponentials and the like are polynomials of this library and not the platform's, so that the bits are the same
 *       on every processor.
 *   <li><b>Error bounds</b> are for arguments whose result, and what the formula computes on its way to it, is a normal number
 *       of its type or 0. Beyond, it overflows and underflows as floating-point arithmetic does.
 *   <li><b>Threads.</b> Kernels without a {@link dev.sedd.kernels.Workers} argument run on the caller's thread; those
 *       with one divide the work over it. All are safe to call from several threads at once on distinct outputs.
 *   <li><b>Allocation.</b> No arrays in the steady state: scratch space is kept for each thread. A call that is divided
 *       over threads makes a few small objects.
 * </ul>
 *
 * <p>The plain twins of all kernels, which tests and readers hold the fast code against, are in
 * {@link dev.sedd.kernels.reference}.
 */
package dev.sedd.kernels;
