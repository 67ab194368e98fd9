package dev.sedd.cli.option;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of a few words. */
public final class Words {
    private Words() {}

    /** A converter to the constants of an enum, by what their {@code toString} gives, in letters of any case. */
    public static <E extends Enum<E>> ITypeConverter<E> of(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return value -> constants.stream()
                .filter(constant -> constant.toString().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is not one of " + constants));
    }
}
