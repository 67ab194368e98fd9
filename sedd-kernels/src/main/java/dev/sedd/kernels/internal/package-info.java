/**
 * The inside of the kernels, not exported: the only package that imports the incubating Vector API. Arguments have been
 * checked by the public door; here they are only asserted.
 */
package dev.sedd.kernels.internal;
