package dev.sedd.kernels;

/** Whether an operand of a matrix product is read as it lies in memory or transposed: op(X) = X or Xᵀ. */
public enum Transpose {
    /** op(X) = X. */
    NO,
    /** op(X) = Xᵀ. */
    YES
}
