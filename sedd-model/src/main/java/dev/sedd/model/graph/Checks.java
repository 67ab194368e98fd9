package dev.sedd.model.graph;

/** The argument checks of both graphs. */
final class Checks {
    private Checks() {}

    static void vocabulary(int vocabularySize) {
        if (vocabularySize < 2) {
            throw new IllegalArgumentException("vocabularySize=" + vocabularySize + " < 2");
        }
    }

    static void token(String name, int x, int vocabularySize) {
        if (x < 0 || x >= vocabularySize) {
            throw new IllegalArgumentException("token " + name + "=" + x + " is not in [0, " + vocabularySize + ")");
        }
    }

    static void row(String name, double[] row, int vocabularySize) {
        if (row.length < vocabularySize) {
            throw new IllegalArgumentException(name + ".length=" + row.length + " < V=" + vocabularySize);
        }
    }

    static void distinct(double[] score, double[] out) {
        if (score == out) {
            throw new IllegalArgumentException("out is the same array as score; give it space of its own");
        }
    }

    static void noise(String name, double sigma) {
        if (!(sigma >= 0)) {
            throw new IllegalArgumentException(name + "=" + sigma + " is not a noise level of at least 0");
        }
    }

    static void unit(double u) {
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u=" + u + " is not in [0, 1)");
        }
    }
}
