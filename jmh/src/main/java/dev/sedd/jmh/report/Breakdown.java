package dev.sedd.jmh.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where the time of a forward pass goes: each kernel's own time, times how often a pass calls it. */
final class Breakdown {
    private Breakdown() {}

    /** Empty unless the pass and all its kernels were measured. */
    static Optional<Section> section(Measurements all) {
        OptionalDouble pass = Figures.times(all.forwardPass(1, 1), 1e3);
        if (pass.isEmpty()
                || Pass.CALLS.stream().anyMatch(call -> Pass.seconds(all, call).isEmpty())) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        Map<String, OptionalDouble> bars = new LinkedHashMap<>();
        double sum = 0;
        for (Pass.Call call : Pass.CALLS) {
            OptionalDouble time = Figures.times(Pass.seconds(all, call), 1e3);
            sum += time.getAsDouble();
            bars.put(call.name(), time);
            rows.add(List.of(
                    call.name(),
                    Integer.toString(call.times()),
                    Figures.number(time),
                    Figures.share(time, pass),
                    call.gflop() == 0
                            ? Figures.NONE
                            : Figures.number(call.times() * call.gflop() / time.getAsDouble() * 1e3)));
        }
        OptionalDouble rest = OptionalDouble.of(pass.getAsDouble() - sum);
        bars.put("all else", rest);
        rows.add(List.of("all else", Figures.NONE, Figures.number(rest), Figures.share(rest, pass), Figures.NONE));
        rows.add(List.of(
                "the pass, as measured",
                "1",
                Figures.number(pass),
                Figures.share(pass, pass),
                Figures.number(Pass.gflop() / pass.getAsDouble() * 1e3)));
        return Optional.of(new Section(
                "Where the time of a forward pass goes",
                "The notebook's network, batch 1, one thread. Each kernel was measured alone on the network's shapes and is"
                        + " multiplied by its calls in a pass. All else is what the measured pass takes beyond their sum:"
                        + " the gates and the residual stream, which the network adds in the store of the output projection"
                        + " and of MLP down, embedding, the noise's layers, the output layer, and data that the kernel"
                        + " alone finds in the cache and the pass does not. Below zero, it says that the machine slowed"
                        + " down in between.",
                new Table(List.of("kernel", "calls", "ms", "of the pass", "GFLOP/s"), rows),
                Optional.of(new Picture(
                        "pass.png",
                        "milliseconds of one forward pass by kernel",
                        Charts.horizontalBars("ms of one forward pass", bars)))));
    }
}
