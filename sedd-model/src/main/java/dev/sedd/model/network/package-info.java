/** The transformer that estimates scores: configuration, weights, forward pass. */
package dev.sedd.model.network;
