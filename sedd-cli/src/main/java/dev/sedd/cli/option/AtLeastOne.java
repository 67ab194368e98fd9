package dev.sedd.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a count: a whole number from 1 to a million. */
public final class AtLeastOne implements ITypeConverter<Integer> {
    private static final int MOST = 1_000_000;

    @Override
    public Integer convert(String value) {
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + MOST);
    }
}
