package dev.sedd.model.noise;

/**
 * How much noise a token has met by time t: the total noise σ̄(t), whose rate is σ̄'(t) (Lou et al. 2024, section 3.3 and
 * appendix C, where the rate is called σ(t)). σ alone, here and in names, is an amount of total noise. Time runs from 0,
 * nearly clean, to 1, nearly all noise. Everything is in double; schedules hold no state and give the same bits on every
 * machine.
 */
public sealed interface NoiseSchedule permits Geometric, LogLinear {
    /**
     * The total noise σ̄(t).
     *
     * @param t time in [0, 1]
     * @throws IllegalArgumentException where t is outside
     */
    double total(double t);

    /**
     * The rate σ̄'(t).
     *
     * @param t time in [0, 1]
     * @throws IllegalArgumentException where t is outside
     */
    double rate(double t);
}
