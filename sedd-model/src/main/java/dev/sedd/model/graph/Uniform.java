package dev.sedd.model.graph;

/**
 * Every token moves to every other at the same rate: Q = J/V − I.
 *
 * @param vocabularySize V, at least 2
 */
public record Uniform(int vocabularySize) implements TransitionGraph {
    @Override
    public int tokens() {
        return vocabularySize;
    }
}
