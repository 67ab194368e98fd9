package dev.sedd.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Hot loops are too long to be compiled into their callers, as {@link Panels} asks of those on panels. */
class CompilationTest {
    /** Bytes of code up to which Java's compiler puts a hot method into its caller ({@code -XX:FreqInlineSize}). */
    private static final int INLINED = 325;

    private static final Map<String, List<String>> LOOPS = Map.of(
            "MicroKernel4x2", List.of("multiply"),
            "MicroKernel6x2", List.of("multiply"),
            "MicroKernel8x2", List.of("multiply"),
            "MicroKernel12x2", List.of("multiply"),
            "ColumnKernel4x2", List.of("multiply"),
            "ColumnKernel6x2", List.of("multiply"),
            "ColumnKernel12x2", List.of("multiply"),
            "Packing", List.of("rightRows"),
            "Transposition8", List.of("blocks", "copy"),
            "Transposition16", List.of("merge", "join"));

    @TestFactory
    Stream<DynamicTest> isTooLongToBeCompiledIntoItsCaller() {
        return LOOPS.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(method -> DynamicTest.dynamicTest(
                                e.getKey() + "." + method,
                                () -> assertThat(longest(e.getKey(), method)).isGreaterThan(INLINED))));
    }

    /** Bytes of code of the longest method of that name. */
    private static int longest(String type, String method) {
        try (InputStream in = CompilationTest.class.getResourceAsStream(type + ".class")) {
            return ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .filter(m -> m.methodName().equalsString(method))
                    .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                    .mapToInt(code -> code.codeLength())
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
