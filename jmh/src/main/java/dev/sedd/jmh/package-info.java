/**
 * Benchmarks: one class for each kernel, by its name, and one each for the network's forward pass, a step of a sampler, and
 * a generation from the start of its process. Each is checked against the plain reference before it is timed. Compare
 * figures of one run only: machines are shared.
 */
package dev.sedd.jmh;
