/**
 * The demo: the simulated systems of {@code io.serai.simulator}, each connected to the hub, an operations endpoint, and the script of what happens there.
 *
 * <p>In: the script. Out: records in the simulated systems, webhooks to the hub's door, a line in the log for each ticket's end; all state is in memory.
 * Only in the profile {@code demo}. Uses {@code io.serai.simulator}; the hub and the demo meet over HTTP only.
 */
package io.serai.demo;
