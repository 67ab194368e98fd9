package dev.sedd.jmh.peers;

import dev.sedd.jmh.Network;
import dev.sedd.jmh.SmallGemmBenchmark;
import dev.sedd.jmh.report.Part;
import dev.sedd.jmh.report.Part.Pace;
import dev.sedd.jmh.report.Peers;
import dev.sedd.jmh.report.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.ejml.EjmlVersion;
import org.openjdk.jmh.annotations.Param;

/**
 * What is measured of other libraries. All of one shape and number of threads follow one another, this project's own
 * first, since a shared machine changes its speed from minute to minute; and for the same reason the fast ones are measured once
 * more, some minutes later.
 */
public final class PeerSuite implements Peers {
    private static final List<String> NETWORKS =
            List.of("256x1152x384", "256x384x384", "256x1536x384", "256x384x1536", "1024x768x768", "1024x3072x768");
    private static final List<String> SQUARES =
            List.of("512x512x512", "1024x1024x1024", "2048x2048x2048", "4096x4096x4096");

    private static final List<String> THREADS = List.of(Threads.oneAndAll().split(","));

    private static final String FAST = "SEDD,OPENBLAS_AVX512,OPENBLAS,MKL";

    /** Made by the service loader. */
    public PeerSuite() {}

    @Override
    public List<Part> parts(String suite) {
        List<Part> parts = new ArrayList<>();
        if (suite.equals("notebook")) {
            products(parts);
            parts.add(pass(Network.NOTEBOOK, "1,8"));
        } else {
            parts.add(pass(Network.SMALL, "1"));
        }
        return parts;
    }

    private static void products(List<Part> parts) {
        for (String engines : List.of(FAST + ",NETLIB,EJML", FAST)) {
            for (String shape : NETWORKS) {
                for (String threads : THREADS) { // netlib has one alone
                    String some = threads.equals("1") ? engines : engines.replace(",NETLIB", "");
                    parts.add(gemm("SEDD_PACKED," + some, shape, threads, Pace.FULL));
                }
            }
            for (String shape : SQUARES) {
                for (String threads : THREADS) {
                    parts.add(gemm(FAST, shape, threads, Pace.FULL));
                }
            }
        }
        for (String shape : smallShapes()) {
            parts.add(gemm(FAST + ",NETLIB,EJML", shape, "1", Pace.BRIEF));
        }
    }

    @Override
    public List<String> facts(String suite) {
        List<String> facts = new ArrayList<>();
        if (suite.equals("notebook")) {
            facts.add(OpenBlas.description() + "; \"AVX-512\" is it with OPENBLAS_CORETYPE=SkylakeX");
            facts.add("MKL: " + Mkl.description());
            facts.add("netlib: " + netlibVersion() + ", " + Netlib.description());
            facts.add("EJML: " + EjmlVersion.VERSION);
        }
        facts.add("ONNX Runtime: " + OnnxPass.description());
        return facts;
    }

    private static Part gemm(String engines, String shape, String threads, Pace pace) {
        return new Part("PeerGemm", Map.of("engine", engines, "shape", shape, "threads", threads), pace);
    }

    private static Part pass(Network network, String batches) {
        return new Part(
                "PeerForwardPass",
                Map.of("network", network.name(), "batch", batches, "threads", Threads.oneAndAll()),
                Pace.SHOTS);
    }

    /** Those that this project alone is measured on as well. */
    private static String[] smallShapes() {
        try {
            return SmallGemmBenchmark.class
                    .getField("shape")
                    .getAnnotation(Param.class)
                    .value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String netlibVersion() {
        try (InputStream stream =
                PeerSuite.class.getResourceAsStream("/META-INF/maven/dev.ludovic.netlib/blas/pom.properties")) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
