/**
 * The first class of the fat jar: starts the command line on a Java that can run it. Everything here is compiled for
 * Java 8 and uses nothing newer, so that an old Java, too, finds its way to a new one.
 */
package dev.sedd.cli.launcher;
