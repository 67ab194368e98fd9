package dev.sedd.model.network;

/** What a network that scales by σ subtracts from every log score. */
public final class SigmaScale {
    private SigmaScale() {}

    /** ln(e^σ − 1) + ln(V − 1), without loss for small σ and without overflow for large. */
    public static float offset(float sigma, int vocabularySize) {
        double logExpm1 = sigma < 30 ? StrictMath.log(StrictMath.expm1(sigma)) : sigma;
        return (float) (logExpm1 + StrictMath.log(vocabularySize - 1));
    }
}
