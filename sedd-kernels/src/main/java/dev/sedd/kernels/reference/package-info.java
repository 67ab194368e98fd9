/**
 * The plain twins of the kernels: loops as the formula is written, sums in double, no Vector API, nothing shared with
 * the fast code. Read these to learn what a kernel computes, and hold the fast kernel against them.
 */
package dev.sedd.kernels.reference;
