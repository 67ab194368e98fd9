/** Charts as PNG, drawn by XChart without a screen. */
package dev.sedd.cli.picture;
