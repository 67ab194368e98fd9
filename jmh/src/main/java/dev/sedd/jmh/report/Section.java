package dev.sedd.jmh.report;

import java.util.Optional;

/** A part of the report: what was measured and how, the figures, and a picture of them. */
record Section(String title, String text, Table table, Optional<Picture> picture) {}
