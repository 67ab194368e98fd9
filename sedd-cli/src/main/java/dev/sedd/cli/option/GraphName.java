package dev.sedd.cli.option;

import java.util.Locale;

/** The transition graphs by their names on the command line. */
public enum GraphName {
    UNIFORM,
    ABSORB;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
