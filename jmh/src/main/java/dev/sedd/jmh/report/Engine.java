package dev.sedd.jmh.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Who computed a product: the values of the parameter {@code engine} of the peers' benchmark. */
enum Engine {
    SEDD_PACKED("SEDD, packed", false),
    SEDD("SEDD, plain", false),
    OPENBLAS_AVX512("OpenBLAS, AVX-512", true),
    OPENBLAS("OpenBLAS", true),
    MKL("MKL", true),
    NETLIB("netlib", true),
    EJML("EJML", true);

    /** 2·m·n·k from which a product is no small one any more. */
    private static final double SMALL = 1e6;

    private final String title;
    private final boolean peer;

    Engine(String title, boolean peer) {
        this.title = title;
        this.peer = peer;
    }

    /** As tables show it. */
    String title() {
        return title;
    }

    /** Whether it is another library. */
    boolean peer() {
        return peer;
    }

    /** GFLOP/s of a product, where it was measured. */
    OptionalDouble gflops(Measurements all, String shape, int threads) {
        return all.gflops("PeerGemm", Map.of("engine", name(), "shape", shape, "threads", Integer.toString(threads)));
    }

    /** The shapes of the products that were measured with other libraries, small ones or the others, in their order. */
    static List<String> shapes(Measurements all, boolean small) {
        return all.all().stream()
                .filter(one -> one.benchmark().equals("PeerGemm"))
                .map(one -> one.parameters().get("shape"))
                .filter(shape -> small(shape) == small)
                .distinct()
                .toList();
    }

    /** Those who computed any of the shapes. */
    static List<Engine> measured(Measurements all, List<String> shapes, int threads) {
        return Arrays.stream(values())
                .filter(engine -> shapes.stream()
                        .anyMatch(shape -> engine.gflops(all, shape, threads).isPresent()))
                .toList();
    }

    /** "n²" for a square, for the axis of a picture. */
    static String shortName(String shape) {
        String[] sizes = shape.split("x");
        return sizes[0].equals(sizes[1]) && sizes[1].equals(sizes[2]) ? sizes[0] + "²" : shape.replace('x', '×');
    }

    private static boolean small(String shape) {
        return Arrays.stream(shape.split("x")).mapToDouble(Double::parseDouble).reduce(2, (x, y) -> x * y) < SMALL;
    }
}
