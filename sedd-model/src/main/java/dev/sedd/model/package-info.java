/**
 * Score Entropy Discrete Diffusion (Lou, Meng, Ermon 2024, arXiv 2310.16834). {@link dev.sedd.model.DiffusionModel} loads a model and
 * samples from it; the rest is the subject, in the order in which to read it.
 *
 * <p><b>Forward</b> ({@link dev.sedd.model.noise}, {@link dev.sedd.model.graph}). Noise turns a text x0 into a noised x_t: each position
 * on its own jumps between tokens, at the rates of a matrix Q. σ̄(t), the total noise, says how much of that has happened by time
 * t, and p_t is the distribution of x_t over all texts. At t = 1 hardly anything of the text is left; what noise alone would give is the
 * limit, from which sampling starts.
 *
 * <p><b>Backward</b> ({@link dev.sedd.model.score}, {@link dev.sedd.model.sampling}). Such a process can be run backwards in time, and
 * its rate from x to y is then Q(y → x) · p_t(y)/p_t(x). Q is known; the ratios of probabilities are all that has to be learned. Two
 * positions never jump at the same instant, so only those y count that differ from x in one position: V ratios for each of T positions.
 * That table is the concrete score.
 *
 * <p><b>Learning</b> ({@link dev.sedd.model.loss}, {@link dev.sedd.model.network}, {@link dev.sedd.model.training}). p_t is not known. But
 * given one text, p(y | x0)/p(x_t | x0) has a closed form, and its mean over all texts that may have become x_t is p_t(y)/p_t(x_t).
 * Score entropy is a loss that is least at this mean. Times the rate σ̄'(t) and integrated over t, it bounds −ln p(text) ({@link
 * dev.sedd.model.evaluation}), so that what training makes small is what a model of language is judged by.
 *
 * <p><b>Masks.</b> Under {@link dev.sedd.model.graph.Absorbing} the ratio at a masked position is p(x0 = y | the tokens that are not
 * masked)/(e^σ − 1): the network guesses what is under the masks, and the noise only scales the guess.
 *
 * <p>Symbols: B batch, T length of a sequence, V vocabulary with the mask, D width of the network, H heads, h = D/H, C width of what it
 * knows of the noise; x0 a text, x or x_t a noised one; t in [0, 1] the time, σ or sigma an amount of total noise; N steps of a sampler.
 */
package dev.sedd.model;
