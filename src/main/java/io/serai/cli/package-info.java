/**
 * The command line of the same jar: what can be done with the hub's files without starting the hub.
 *
 * <p>In: arguments. Out: lines on standard output, faults on standard error, exit codes. Uses the public faces of the features; none uses it.
 */
package io.serai.cli;
