/**
 * The inside of the kernels, not exported: the only package that imports the incubating Vector API. Arguments have been
 * checked by the public door; here they are only asserted.
 *
 * <p>How a matrix product gets at the processor's full speed (Goto and van de Geijn 2008): a tile of C, some rows by two vectors,
 * stays in registers while k goes by, some hundred terms of it, so that each number that is loaded is used many times. That is the microkernel. For it
 * to read memory in one straight line, B is copied beforehand into panels as wide as a tile, and A into rows a fixed distance apart:
 * packing. The loops around it cut the matrices into blocks, so that what is read again and again stays in cache: a panel of B or some
 * in L2 while rows of A go by, the rows of a tile in L1 or L2. To be read in this order: {@code ScalarGemm}, the plain loop and its blocks; {@code MicroKernel};
 * {@code Packing}; {@code MacroKernel}, {@code PackedProduct} and {@code VectorGemm}, the loops from the inside out;
 * {@code BlockSizes}, the numbers with what chose them. Attention is two such products with an exponential between.
 *
 * <p>How vectors stay in registers: the compiler (C2 of JDK 25) takes the Vector API's own methods into their callers
 * always, others only while what it has built is below a size that some 35 vector operations reach. What it has not taken in hands
 * vectors over as objects, 80 bytes each, and which call that hits depends on what was compiled before. So here no method takes
 * or returns vectors in a loop; loops hold all of their arithmetic, and pass what they have found on in arrays. (The rounding
 * of weights as they are loaded, in {@code HalfPanels}, is small enough to be a method.)
 *
 * <p>What a loop carries from one round to the next is the argument of an operation, never what it is called on:
 * {@code s = x.add(s)}. The class of {@code s} is only known once the call is compiled into the loop, and the call only is
 * where the class is known or has been watched long enough. Accumulators begin with {@code FloatVector.zero} and not with a
 * constant's object, and do not change places with each other.
 *
 * <p>What a loop only reads is broadcast before it, {@code FloatVector.broadcast(F, COEFFICIENT)}, and not a constant of the class:
 * that is an object with an array, which the compiler reads anew in every round, since the round before has stored into some array.
 * The longer of two loops is the inner one: only there does the compiler work on several rounds side by side.
 */
package dev.sedd.kernels.internal;
