package dev.sedd.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a finite number greater than 0. */
public final class PositiveNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        double number = new Finite().convert(value);
        if (number <= 0) {
            throw new TypeConversionException("'" + value + "' is not greater than 0");
        }
        return number;
    }
}
