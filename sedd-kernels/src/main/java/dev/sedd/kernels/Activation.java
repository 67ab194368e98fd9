package dev.sedd.kernels;

/** The pointwise function that an {@link Epilogue} applies. */
public enum Activation {
    /** y = x. */
    NONE,
    /** The exact GELU, x·Φ(x); see {@link Gelu#erf}. */
    GELU_ERF,
    /** The GELU by tanh; see {@link Gelu#tanh}. */
    GELU_TANH,
    /** x / (1 + e^−x); see {@link Silu}. */
    SILU
}
