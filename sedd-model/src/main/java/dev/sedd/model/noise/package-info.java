/** Noise schedules: how much noise by when. */
package dev.sedd.model.noise;
