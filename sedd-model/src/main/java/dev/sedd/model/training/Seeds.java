package dev.sedd.model.training;

/** Seeds for the parts of a run, all from the run's one seed, so that no two parts draw the same numbers. */
public enum Seeds {
    /** The first weights. */
    WEIGHTS,
    /** Which examples, at what times, with what noise. */
    BATCHES,
    /** Which activations are dropped. */
    DROPOUT,
    /** The noise of the validation. */
    VALIDATION,
    /** The samples drawn on the way. */
    SAMPLES;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The seed of this part, which depends on its place: new ones go to the end. It is a bijection of the run's seed, the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    public long of(long seed) {
        long z = seed + (ordinal() + 1) * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
