/**
 * Noise schedules: how much noise by when. A schedule only stretches time: what happens to a token depends on the graph and on how much
 * noise there has been.
 */
package dev.sedd.model.noise;
