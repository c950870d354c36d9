/**
 * Simulators of the systems that the hub connects (service desks, monitors, knowledge bases, a directory), one a vendor, written from the vendors' documentation, on free ports of this machine.
 *
 * <p>In: HTTP calls as the vendor's API takes them, and from tests and the demo what happens there (a record is opened, changed, resolved).
 * Out: answers in the vendor's form, webhooks as the vendor would send them, and any fault that is asked for. All state is in memory.
 * Used by the demo profile and by tests alone. Uses no feature; the hub and this package meet over HTTP only.
 */
package io.serai.simulator;
