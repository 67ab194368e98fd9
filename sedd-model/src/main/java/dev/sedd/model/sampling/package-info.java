/**
 * From noise to text: the reverse process, step by step. {@link dev.sedd.model.sampling.Sampler} has the loop over time, a {@link
 * dev.sedd.model.sampling.Predictor} what one step does to one position.
 */
package dev.sedd.model.sampling;
