package dev.sedd.cli.option;

import java.util.Locale;

/** The noise schedules by their names on the command line. */
public enum NoiseName {
    GEOMETRIC,
    LOGLINEAR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
