package dev.sedd.model.network;

import dev.sedd.model.graph.Absorbing;

/**
 * What a network that scales by σ subtracts from every log score ({@code scale_by_sigma} of the published code), for the absorbing
 * graph. At a mask the ratio is p(x0 = y | the other tokens)/(e^σ − 1): with ln(e^σ − 1) subtracted, only the first factor has to be
 * learned, which hardly depends on σ. And with ln(V − 1), outputs of zero say that all V − 1 tokens of text are equally likely.
 */
public final class SigmaScale {
    private SigmaScale() {}

    /** ln(e^σ − 1) + ln(V − 1). */
    public static float offset(float sigma, int vocabularySize) {
        return (float) (Absorbing.logOddsOfMask(sigma) + StrictMath.log(vocabularySize - 1));
    }
}
