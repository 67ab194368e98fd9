/**
 * Reads Python pickles without running anything: an interpreter of the instructions that build tables, lists, numbers and
 * text, which refuses all others by name. What a pickle may name or call is decided by its {@code Constructors}.
 */
package dev.sedd.model.checkpoint.pickle;
