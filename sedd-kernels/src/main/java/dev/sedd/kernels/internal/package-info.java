/**
 * The inside of the kernels, not exported: the only package that imports the incubating Vector API. Arguments have been
 * checked by the public door; here they are only asserted.
 *
 * <p>How vectors stay in registers: the compiler (C2 of JDK 25) takes the Vector API's own methods into their callers
 * always, others only while what it has built is below a size that some 35 vector operations reach. What it has not taken in hands
 * vectors over as objects, 80 bytes each, and which call that hits depends on what was compiled before. So here no method takes
 * or returns vectors in a loop; loops hold all of their arithmetic, and pass what they have found on in arrays. Accumulators begin
 * with {@code FloatVector.zero} and not with a constant's object, and do not change places with each other. (The rounding
 * of weights as they are loaded, in {@code HalfPanels}, is small enough to be a method.)
 */
package dev.sedd.kernels.internal;
