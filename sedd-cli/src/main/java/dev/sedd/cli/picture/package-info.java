/** Pictures as PNG or SVG, drawn without a screen. */
package dev.sedd.cli.picture;
