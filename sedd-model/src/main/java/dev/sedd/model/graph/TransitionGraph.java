package dev.sedd.model.graph;

/**
 * How a token moves under noise. Noise is a Markov chain with the rate matrix Q; after total noise σ its transition
 * matrix is P(σ) = exp(σQ) (Lou et al. 2024, eq. 1, section 3.3). Both published graphs have closed forms for all
 * that is needed, so that no matrix is ever built.
 *
 * <p>Rows are arrays over the vocabulary, in double. All methods are free of state and of allocation, read and write
 * the first V elements of an array only, and may be called from any thread. An id outside [0, V), an array shorter than
 * V, noise that is negative or no number, and a uniform number outside [0, 1) are refused with an {@link
 * IllegalArgumentException}.
 */
public sealed interface TransitionGraph permits Uniform, Absorbing {
    /** V: the number of states, the mask counted where there is one. */
    int vocabularySize();

    /**
     * The number of tokens that text is made of: V, less the mask. They are the ids [0, tokens()), the choices of the
     * last, denoising step.
     */
    int tokens();

    /**
     * Whether the reverse process can ever move a token that now is x. Where it cannot, the weights of every step are
     * zero but at x, so that the position needs neither a score nor a draw.
     */
    boolean canChange(int x);

    /**
     * The rates of noise into x: out_y = Q(y → x), and at y = x the negative rate of leaving it. The reverse process
     * leads from x back to y along them. Uniform's Q is symmetric; for the absorbing graph this is a row of Q transposed. These
     * rates define the graph; the other methods are what follows from them, in closed form.
     *
     * @param out receives V values
     */
    void rate(int x, double[] out);

    /**
     * The chances of noise into x: out_y = P(σ)(y → x), the probability that a token y is x after total noise σ.
     * Uniform's P is symmetric; for the absorbing graph this is a row of P transposed.
     *
     * @param sigma σ, at least 0
     * @param out receives V values
     */
    void transition(int x, double sigma, double[] out);

    /**
     * The staggered score, exp(−ΔσQ) applied to the ratios p_t(y)/p_t(x), which takes Δσ of noise away from their numerators and
     * leaves the denominator as it is: hence the name (Lou et al. 2024, section 4, the analogue of Tweedie's theorem). The sum
     * over y stays the same. Entries can get negative where the ratios are inexact or Δσ is large.
     *
     * @param score V ratios; modified
     * @param dSigma Δσ, at least 0
     */
    void staggeredScore(double[] score, double dSigma);

    /**
     * The rates of the reverse process (Lou et al. 2024, eq. 3): out_y = Q(y → x) · r_y for y ≠ x, and at x minus
     * the sum of these.
     *
     * @param score r, V ratios p_t(y)/p_t(x); not modified, and not the same array as {@code out}
     * @param out receives V values, whose sum is 0
     */
    void reverseRate(int x, double[] score, double[] out);

    /**
     * A draw from the limit of much noise, with which the reverse process starts.
     *
     * @param u a uniform number in [0, 1)
     */
    int limit(double u);

    /**
     * A draw from the forward process: what x0 has become after total noise σ. One uniform number decides both: whether
     * the token has moved, u &lt; 1 − e^−σ, and, as u / (1 − e^−σ), whereto. Every chance is right to about 2^−53.
     *
     * @param sigma σ, at least 0
     * @param u a uniform number in [0, 1)
     */
    int perturb(int x0, double sigma, double u);
}
