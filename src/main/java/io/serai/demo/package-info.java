/**
 * The simulated outside world of the demo profile: a ServiceNow, a Zabbix, a Datadog, and the script of what happens there.
 *
 * <p>In: HTTP calls under {@code /demo/}. Out: answers in the vendors' own forms, webhooks to the hub's door; all state is in memory.
 * Only in the profile {@code demo}. Uses no feature; the hub and this package meet over HTTP only.
 */
package io.serai.demo;
