/**
 * The transformer that estimates scores: configuration, weights, forward pass. Each position has a vector of D numbers, the residual
 * stream, to which a block adds the results of two branches: attention, which mixes positions, and an MLP, which works on each
 * alone. The noise enters by adaLN (Peebles and Xie 2023): from the embedded σ a linear layer makes, for each branch, a shift and a
 * scale of its normalised input, the modulation, and a gate by which its output is multiplied.
 *
 * <p>The network is written twice. Here is the forward pass alone, over weights that were packed once: read this one first. {@code
 * dev.sedd.model.training} has the parts that keep what their backward pass needs, over parameters that change with each step.
 */
package dev.sedd.model.network;
