package dev.sedd.model.run;

/** What a run remembers from step to step beside the weights. Part of a checkpoint, so that it too goes on to the bit. */
final class Tally {
    /** The sum of the losses since the last line of metrics. */
    double lossSum;

    /** How many they are. */
    int losses;

    /** The best validation bound so far. */
    double best = Double.POSITIVE_INFINITY;

    /** The mean loss since the last line; the next one starts anew. */
    double takeMean() {
        double mean = lossSum / losses;
        lossSum = 0;
        losses = 0;
        return mean;
    }
}
