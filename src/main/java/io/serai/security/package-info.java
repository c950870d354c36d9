/**
 * Who may do what: accounts, log in, the chains of filters before every address, and what JMX shows.
 *
 * <p>In: requests. Out: a known caller, or 401, 403 and 429 as problem details. Everything is closed but webhooks (which prove themselves),
 * health without details, and the log in page. Allowed neighbours: the ground floor.
 */
package io.serai.security;
