package dev.sedd.jmh.report;

/** A drawing: the file it is written to, what it shows in words, and its bytes. */
record Picture(String file, String description, byte[] png) {}
