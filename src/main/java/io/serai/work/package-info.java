/**
 * The work queue: stages that hold what is to be done, and the dead letters.
 *
 * <p>In: any {@link io.serai.work.WorkBody}, through the kamelet {@code <kind>-queue-sink}. Out: the same record, leased to one
 * worker, through {@code <kind>-queue-source}; after too many failures a dead letter. Ground floor: uses no other feature.
 */
package io.serai.work;
