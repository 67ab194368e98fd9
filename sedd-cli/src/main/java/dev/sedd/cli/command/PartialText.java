package dev.sedd.cli.command;

import dev.sedd.model.sampling.Step;
import dev.sedd.model.sampling.StepListener;
import java.util.function.Consumer;

/**
 * What Ctrl-C does while text is generated: the text as far as it is is handed over, and the program ends with the exit
 * code of a signal, 130, which Java gives by itself. Closed where the generation has ended.
 */
final class PartialText implements StepListener, AutoCloseable {
    private final StepListener steps;
    private final Consumer<Step> rest;
    private final Thread atExit = new Thread(this::interrupt, "sedd-interrupted");
    private int[] tokens = {};
    private Step latest;
    private boolean interrupted;

    /**
     * Waits for a signal from now on.
     *
     * @param steps hears of every step; of none any more once the signal has come
     * @param rest takes the batch that was not finished, as its latest step left it
     */
    PartialText(StepListener steps, Consumer<Step> rest) {
        this.steps = steps;
        this.rest = rest;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public synchronized void onStep(Step step) {
        if (interrupted) {
            return;
        }
        steps.onStep(step);
        if (tokens.length != step.tokens().length) {
            tokens = new int[step.tokens().length];
        }
        System.arraycopy(step.tokens(), 0, tokens, 0, tokens.length);
        latest = step.last()
                ? null
                : new Step(
                        step.index(),
                        step.lastIndex(),
                        step.time(),
                        step.firstSample(),
                        step.samples(),
                        step.length(),
                        tokens);
    }

    /** What the signal does, on a thread of its own. */
    synchronized void interrupt() {
        interrupted = true;
        if (latest != null) {
            rest.accept(latest);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does what is left to do.
        }
    }
}
