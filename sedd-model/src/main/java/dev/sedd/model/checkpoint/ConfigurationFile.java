package dev.sedd.model.checkpoint;

import dev.sedd.model.graph.Absorbing;
import dev.sedd.model.graph.TransitionGraph;
import dev.sedd.model.graph.Uniform;
import dev.sedd.model.network.Configuration;
import dev.sedd.model.network.Family;
import dev.sedd.model.noise.Geometric;
import dev.sedd.model.noise.LogLinear;
import dev.sedd.model.noise.NoiseSchedule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A model's configuration as JSON or YAML, by the published keys. Keys that a model does not need are ignored. */
public final class ConfigurationFile {
    /** The largest V: what any known tokenizer needs, with room. */
    private static final int MOST_TOKENS = 1 << 24;

    private static final int MOST_WIDE = 1 << 16;
    private static final int MOST_LONG = 1 << 20;
    private static final int MOST_BLOCKS = 1 << 12;

    private ConfigurationFile() {}

    /** Reads a file whose name ends in .json, .yaml or .yml. */
    static Configuration read(Path file) throws CheckpointException {
        return read(file, Settings.read(file));
    }

    /**
     * The configuration that settings describe.
     *
     * @param where their name for errors
     * @throws CheckpointException where a key is missing, out of range, or contradicts another
     */
    public static Configuration read(Object where, Settings settings) throws CheckpointException {
        Family family = family(settings);
        TransitionGraph graph = graph(settings, family);
        boolean absorbing = graph instanceof Absorbing;
        NoiseSchedule noise = noise(settings, absorbing);
        try {
            return new Configuration(
                    family,
                    graph,
                    noise,
                    size(settings, "model.hidden_size", MOST_WIDE),
                    size(settings, "model.cond_dim", MOST_WIDE),
                    size(settings, "model.length", MOST_LONG),
                    size(settings, "model.n_blocks", MOST_BLOCKS),
                    size(settings, "model.n_heads", MOST_WIDE),
                    settings.truth("model.scale_by_sigma", absorbing),
                    settings.number("model.dropout", 0));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(where, "not a possible model: " + e.getMessage(), e);
        }
    }

    /** The same, as {@code config.json}. */
    static byte[] json(Configuration c) {
        return json(tree(c));
    }

    /** A tree of settings as a file, its lines indented and ended by LF. */
    public static byte[] json(Map<String, Object> tree) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return (mapper.writeValueAsString(tree).replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The keys and values that {@link #read} makes the same configuration from; a fresh tree. */
    public static Map<String, Object> tree(Configuration c) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("tokens", c.graph().tokens());
        root.put("graph", Map.of("type", c.graph() instanceof Absorbing ? "absorb" : "uniform"));
        Map<String, Object> noise = new LinkedHashMap<>();
        switch (c.noise()) {
            case LogLinear logLinear -> {
                noise.put("type", "loglinear");
                noise.put("eps", logLinear.eps());
            }
            case Geometric geometric -> {
                noise.put("type", "geometric");
                noise.put("sigma_min", geometric.sigmaMin());
                noise.put("sigma_max", geometric.sigmaMax());
            }
        }
        root.put("noise", noise);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", c.family().type());
        model.put("hidden_size", c.hiddenSize());
        model.put("cond_dim", c.condDim());
        model.put("length", c.length());
        model.put("n_blocks", c.blocks());
        model.put("n_heads", c.heads());
        model.put("scale_by_sigma", c.scaleBySigma());
        model.put("dropout", c.dropout());
        root.put("model", model);
        return root;
    }

    private static Family family(Settings settings) throws CheckpointException {
        String type = settings.text("model.type", Family.SEDD.type());
        for (Family family : Family.values()) {
            if (family.type().equals(type)) {
                return family;
            }
        }
        throw settings.wrong("model.type", type, "ddit or nanogpt");
    }

    private static TransitionGraph graph(Settings settings, Family family) throws CheckpointException {
        int tokens = settings.integer("tokens");
        String type = settings.text("graph.type", family == Family.SEDD ? "absorb" : "uniform");
        if (tokens < 1 || tokens > MOST_TOKENS || tokens == 1 && type.equals("uniform")) {
            throw settings.wrong("tokens", tokens, "2 to " + MOST_TOKENS + " (1 where the graph has a mask)");
        }
        return switch (type) {
            case "absorb" -> new Absorbing(tokens + 1);
            case "uniform" -> new Uniform(tokens);
            default -> throw settings.wrong("graph.type", type, "uniform or absorb");
        };
    }

    private static NoiseSchedule noise(Settings settings, boolean absorbing) throws CheckpointException {
        String type = settings.text("noise.type", absorbing ? "loglinear" : "geometric");
        return switch (type) {
            case "loglinear" -> {
                double eps = settings.number("noise.eps", LogLinear.DEFAULT.eps());
                if (!(eps > 0 && eps < 1)) {
                    throw settings.wrong("noise.eps", eps, "more than 0 and less than 1");
                }
                yield new LogLinear(eps);
            }
            case "geometric" -> {
                double min = settings.number("noise.sigma_min", Geometric.DEFAULT.sigmaMin());
                double max = settings.number("noise.sigma_max", Geometric.DEFAULT.sigmaMax());
                if (!((float) min > 0 && Float.isFinite((float) min))) {
                    throw settings.wrong("noise.sigma_min", min, "a number above 0 in single precision");
                }
                if (!(max >= min && Float.isFinite((float) max))) {
                    throw settings.wrong("noise.sigma_max", max, "a number not below noise.sigma_min=" + min);
                }
                yield new Geometric(min, max);
            }
            default -> throw settings.wrong("noise.type", type, "geometric or loglinear");
        };
    }

    /**
     * What a bare state dict of the nanogpt family is taken for: its sizes, with the published graph and noise.
     *
     * @param where the file
     * @param sizes all of them known
     * @param heads H, where it is known
     */
    static Configuration notebook(Object where, InferredSizes sizes, OptionalInt heads) throws CheckpointException {
        int guess = Math.max(1, sizes.hiddenSize() / 64);
        try {
            return new Configuration(
                    Family.NANOGPT,
                    new Uniform(sizes.vocabulary()),
                    Geometric.DEFAULT,
                    sizes.hiddenSize(),
                    sizes.condDim(),
                    sizes.length(),
                    sizes.blocks(),
                    heads.orElse(guess),
                    false,
                    0);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    where, "not a possible model: " + e.getMessage() + "; give the number of heads (--heads)", e);
        }
    }

    /** A size from 1 to the largest that a tensor's shape can be computed from. */
    private static int size(Settings settings, String key, int most) throws CheckpointException {
        int value = settings.integer(key);
        if (value < 1 || value > most) {
            throw settings.wrong(key, value, "1 to " + most);
        }
        return value;
    }
}
