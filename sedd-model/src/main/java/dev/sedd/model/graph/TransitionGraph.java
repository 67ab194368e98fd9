package dev.sedd.model.graph;

/** How a token moves under noise: the rate matrix Q and what follows from exp(σQ). */
public sealed interface TransitionGraph permits Uniform, Absorbing {
    /** V: the number of states, the mask counted where there is one. */
    int vocabularySize();

    /** The number of tokens that text is made of: V, less the mask. */
    int tokens();
}
