package dev.sedd.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time from 0 to 1. */
public final class TimeOfNoise implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        double time = new Finite().convert(value);
        if (time < 0 || time > 1) {
            throw new TypeConversionException("'" + value + "' is not a time from 0 to 1");
        }
        return time;
    }
}
