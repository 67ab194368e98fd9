package dev.sedd.model.noise;

/** The one check that every schedule makes. */
final class Time {
    private Time() {}

    /** Refuses a time outside [0, 1]. */
    static void check(double t) {
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("time t=" + t + " is not in [0, 1]");
        }
    }
}
