/**
 * What operators look at: the form of the log, and how routes are shown in the engine room.
 *
 * <p>In: settings. Out: log lines that nobody outside can forge, route sources without what Hawtio cannot draw. Uses no other feature.
 */
package io.serai.operation;
