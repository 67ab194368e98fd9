package dev.sedd.model.checkpoint;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a checkpoint's files leave open.
 *
 * @param heads the number of heads H, which no tensor's shape shows; where it is absent and there is no configuration, H
 *     is D/64, at least 1
 * @param ema whether the moving average of the weights is read from a training checkpoint that has one
 */
public record CheckpointOptions(OptionalInt heads, boolean ema) {
    /** What most files need: heads as configured, averaged weights. */
    public static final CheckpointOptions DEFAULT = new CheckpointOptions(OptionalInt.empty(), true);

    /** Refuses a number of heads below 1. */
    public CheckpointOptions {
        Objects.requireNonNull(heads, "heads");
        if (heads.isPresent() && heads.getAsInt() < 1) {
            throw new IllegalArgumentException("heads=" + heads.getAsInt() + " < 1");
        }
    }
}
