/**
 * Other libraries beside this project, for the Maven profile {@code peers} alone: the same products and the same network,
 * with as many threads, in the same run.
 */
package dev.sedd.jmh.peers;
