package dev.sedd.jmh.report;

import java.util.List;

/** A table of texts: its head, and rows as long as the head. The first column holds names, the others figures. */
record Table(List<String> head, List<List<String>> rows) {}
