/** Transition graphs: what noise does to a token. */
package dev.sedd.model.graph;
