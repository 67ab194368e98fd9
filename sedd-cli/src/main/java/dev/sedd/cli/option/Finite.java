package dev.sedd.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a finite number. */
public final class Finite implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like NaN and infinity.
        }
        throw new TypeConversionException("'" + value + "' is not a finite number");
    }
}
