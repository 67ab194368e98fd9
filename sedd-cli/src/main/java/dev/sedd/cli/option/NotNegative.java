package dev.sedd.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a count that may be 0: a whole number from 0 to a million. */
public final class NotNegative implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        if (value.equals("0")) {
            return 0;
        }
        try {
            return new AtLeastOne().convert(value);
        } catch (TypeConversionException e) {
            throw new TypeConversionException(e.getMessage().replace("number from 1", "number from 0"));
        }
    }
}
