/**
 * The report of a run of the benchmarks: {@link dev.sedd.jmh.report.Suite} says what is measured,
 * {@link dev.sedd.jmh.report.Measurements} holds what JMH found, one class for each section makes its table and picture,
 * and {@link dev.sedd.jmh.report.ReportWriter} writes them.
 */
package dev.sedd.jmh.report;
