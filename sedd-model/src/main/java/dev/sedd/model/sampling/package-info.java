/** From noise to text: the reverse process, step by step. */
package dev.sedd.model.sampling;
