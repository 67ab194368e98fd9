/**
 * Benchmarks: one class for each kernel, by its name, and one for the network's forward pass. Each is checked against the
 * plain reference before it is timed. Compare figures of one run only: machines are shared.
 */
package dev.sedd.jmh;
