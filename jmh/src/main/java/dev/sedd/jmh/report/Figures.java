package dev.sedd.jmh.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as the tables show them; a dash where nothing was measured. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    /** Three significant digits, two below 1, no exponent. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size > 0 && size < 0.0995) {
            return String.format(Locale.ROOT, size < 0.00995 ? "%.4f" : "%.3f", value);
        }
        return String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : "%.2f", value);
    }

    /** Three significant digits of what may be far below 1. */
    static String small(OptionalDouble value) {
        if (value.isEmpty()) {
            return NONE;
        }
        double size = Math.abs(value.getAsDouble());
        return size > 0 && size < 0.9995
                ? String.format(Locale.ROOT, size < 0.09995 ? "%.4f" : "%.3f", value.getAsDouble())
                : number(value);
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NONE;
    }

    /** {@code value} as a percentage of {@code whole}. */
    static String share(OptionalDouble value, OptionalDouble whole) {
        return value.isPresent() && whole.isPresent()
                ? number(100 * value.getAsDouble() / whole.getAsDouble()) + " %"
                : NONE;
    }

    /** {@code value} times as large as {@code other}. */
    static String ratio(OptionalDouble value, OptionalDouble other) {
        return value.isPresent() && other.isPresent() ? number(value.getAsDouble() / other.getAsDouble()) : NONE;
    }

    static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }
}
