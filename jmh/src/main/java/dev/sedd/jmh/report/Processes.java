package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A generation as a user gets it, from the start of the process to its end, and the steps that it consists of. */
final class Processes {
    private static final String NOTEBOOK = "NOTEBOOK";

    private Processes() {}

    static Optional<Section> section(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        generation(all, "EMBEDDED", "the model of the program", rows, bars);
        generation(all, NOTEBOOK, "the notebook's network", rows, bars);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "One generation, from the start of the process",
                "sedd sample: 128 steps and the denoising, one text of 256 characters, every step shown; as many threads as"
                        + " the machine has cores. The notebook's network has random weights. The first step ends when its"
                        + " text is on the pipe, with Java's start, the reading of the model and the first pass behind it."
                        + " Memory is the most that was resident. The steady state is " + Pass.PASSES
                        + " times a forward pass, measured right before.",
                new Table(
                        List.of("model", "s", "first step after, s", "memory, MiB", "steady state, s", "times that"),
                        rows),
                Optional.of(new Picture(
                        "process.png",
                        "seconds of a generation, and to the end of its first step",
                        Charts.horizontalBars("seconds", bars)))));
    }

    /** The time of a sampler's step, and what of it the drawing of tokens takes. */
    static Optional<Section> steps(Measurements all) {
        List<List<String>> rows = new ArrayList<>();
        for (int threads : all.threads()) {
            Map<String, String> parameters = Map.of("sampler", "TWEEDIE", "threads", Integer.toString(threads));
            OptionalDouble step = Figures.times(Measurements.seconds(all.find("SamplerStep", "step", parameters)), 1e3);
            OptionalDouble draw = Figures.times(Measurements.seconds(all.find("SamplerStep", "draw", parameters)), 1e3);
            OptionalDouble pass = Figures.times(all.forwardPass(1, threads), 1e3);
            if (step.isPresent() || draw.isPresent()) {
                rows.add(List.of(
                        Integer.toString(threads),
                        Figures.number(step),
                        Figures.number(pass),
                        Figures.small(draw),
                        Figures.share(draw, step)));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "One step of a sampler",
                        "The notebook's network, one text of 256 tokens, all of them drawn anew by Tweedie's method: the"
                                + " whole step, a forward pass alone, and the drawing from scores that are given.",
                        new Table(
                                List.of("threads", "step, ms", "pass, ms", "drawing, ms", "drawing, of the step"),
                                rows),
                        Optional.empty()));
    }

    private static void generation(
            Measurements all, String model, String name, List<List<String>> rows, Map<String, OptionalDouble> bars) {
        all.find("Generation", "generate", Map.of("model", model)).ifPresent(one -> {
            OptionalDouble seconds = OptionalDouble.of(one.seconds());
            OptionalDouble first = one.counter("firstStepSeconds");
            OptionalDouble passes = model.equals(NOTEBOOK)
                    ? Figures.times(one.counter("passMilliseconds"), 1e-3 * Pass.PASSES)
                    : OptionalDouble.empty();
            rows.add(List.of(
                    name,
                    Figures.number(seconds),
                    Figures.number(first),
                    Figures.number(one.counter("peakMegabytes")),
                    Figures.number(passes),
                    Figures.ratio(seconds, passes)));
            bars.put(name, seconds);
            bars.put(name + ", first step", first);
            if (passes.isPresent()) {
                bars.put(Pass.PASSES + " passes of it, steady", passes);
            }
        });
    }
}
