/**
 * Transition graphs: what noise does to a token. It goes to any token alike ({@link dev.sedd.model.graph.Uniform}) or to the mask and
 * stays there ({@link dev.sedd.model.graph.Absorbing}).
 */
package dev.sedd.model.graph;
