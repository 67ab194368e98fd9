package dev.sedd.model.checkpoint.pickle;

/**
 * Stands for an object that a pickle asks for and that nobody here needs, such as the options of a training run. It is not made:
 * calls of it give it again, and what it is filled with is dropped.
 *
 * @param name what it would be made by
 */
public record Unmade(String name) {}
