/** The score: log ratios of probabilities, between network and sampler. */
package dev.sedd.model.score;
