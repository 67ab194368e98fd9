package dev.sedd.model.run;

import dev.sedd.model.training.Trainer;

/** Watches a run, on the thread that trains. What it throws ends the run after its last checkpoint. */
public interface RunListener {
    /** One that does nothing. */
    RunListener NONE = new RunListener() {};

    /** A step is done. */
    default void onStep(Trainer.Report report) {}

    /** A line has been added to the metrics. */
    default void onMetrics(Metrics metrics) {}

    /** A checkpoint of that step is on the disk. */
    default void onCheckpoint(int step) {}

    /** This one and then another. */
    default RunListener and(RunListener next) {
        RunListener first = this;
        return new RunListener() {
            @Override
            public void onStep(Trainer.Report report) {
                first.onStep(report);
                next.onStep(report);
            }

            @Override
            public void onMetrics(Metrics metrics) {
                first.onMetrics(metrics);
                next.onMetrics(metrics);
            }

            @Override
            public void onCheckpoint(int step) {
                first.onCheckpoint(step);
                next.onCheckpoint(step);
            }
        };
    }
}
