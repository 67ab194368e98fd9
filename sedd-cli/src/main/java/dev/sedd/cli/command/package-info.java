/** One class for each command, below {@link dev.sedd.cli.command.RootCommand}, and what they are made of. */
package dev.sedd.cli.command;
