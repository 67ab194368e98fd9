/**
 * The score, between network and sampler: of a noised sequence x, for each position and token y, how many times as likely the sequence
 * is with y in that place. As logarithms, as networks compute it.
 */
package dev.sedd.model.score;
