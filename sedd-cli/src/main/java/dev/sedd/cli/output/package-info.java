/** What leaves the program: text, JSON, progress and errors, and what it is written to. */
package dev.sedd.cli.output;
