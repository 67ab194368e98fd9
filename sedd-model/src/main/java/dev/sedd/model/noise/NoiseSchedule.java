package dev.sedd.model.noise;

/** The total noise σ̄(t) that a token has met by time t in [0, 1], and its rate; math of Lou et al. 2024, appendix C. */
public sealed interface NoiseSchedule permits Geometric, LogLinear {
    /** The total noise σ̄(t). */
    double total(double t);

    /** Its rate dσ̄/dt. */
    double rate(double t);
}
