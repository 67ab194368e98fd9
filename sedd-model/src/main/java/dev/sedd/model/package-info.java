/** Score Entropy Discrete Diffusion: load a model, sample from it. */
package dev.sedd.model;
