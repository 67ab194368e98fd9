package dev.sedd.cli.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The range of an axis, and its ticks. */
final class Axis {
    private static final int TICKS = 6;

    private final double low;
    private final double high;
    private final double step; // of the ticks; 0 where the axis is logarithmic
    private final boolean logarithmic;

    private Axis(double low, double high, double step, boolean logarithmic) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.logarithmic = logarithmic;
    }

    /** From a round number below to one above. */
    static Axis linear(double least, double most) {
        double end = most > least ? most : least + Math.max(1, Math.abs(least));
        double span = end - least;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(span / TICKS)));
        double step = 10 * power;
        for (double factor : new double[] {5, 2, 1}) {
            if (span / (factor * power) <= TICKS) {
                step = factor * power;
            }
        }
        return new Axis(Math.floor(least / step + 1e-9) * step, Math.ceil(end / step - 1e-9) * step, step, false);
    }

    /** From a power of ten below to one above; both are greater than 0. */
    static Axis logarithmic(double least, double most) {
        double low = Math.floor(StrictMath.log10(least) + 1e-9);
        double high = Math.max(low + 1, Math.ceil(StrictMath.log10(most) - 1e-9));
        return new Axis(StrictMath.pow(10, low), StrictMath.pow(10, high), 0, true);
    }

    /** Where a value lies, 0 at the low end and 1 at the high one. */
    double place(double value) {
        return logarithmic
                ? StrictMath.log(Math.max(value, low) / low) / StrictMath.log(high / low)
                : (value - low) / (high - low);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = low; tick < high * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    String label(double tick) {
        if (logarithmic) {
            return tick < 1e-3 || tick > 1e4
                    ? String.format(Locale.ROOT, "1e%d", Math.round(StrictMath.log10(tick)))
                    : String.format(
                            Locale.ROOT, tick < 1 ? "%." + Math.round(-StrictMath.log10(tick)) + "f" : "%.0f", tick);
        }
        int decimals = (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
    }
}
