package dev.sedd.model.graph;

/**
 * Every token moves to the mask, token V − 1, at rate 1, and stays there.
 *
 * @param vocabularySize V, the mask counted, at least 2
 */
public record Absorbing(int vocabularySize) implements TransitionGraph {
    @Override
    public int tokens() {
        return vocabularySize - 1;
    }

    /** The mask's id, V − 1. */
    public int mask() {
        return vocabularySize - 1;
    }
}
