/** Small experiments that show the subject. */
package dev.sedd.cli.demo;
