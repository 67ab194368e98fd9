/**
 * Benchmarks: of kernels, by their names, of the network's forward pass, a step of a sampler, a training step, and a
 * generation from the start of its process. Those of kernels are checked against the plain reference before they are timed,
 * Strassen's against the plain product; those of a pass, of a sampler's step and of training check that threads change no
 * bit, those of a generation that its text is whole. Compare figures of one run only: machines are shared.
 */
package dev.sedd.jmh;
