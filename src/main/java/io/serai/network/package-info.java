/**
 * Where the hub may call to: the addresses of the Internet, and those private networks that its operators list.
 *
 * <p>In: a host's name. Out: its addresses, or a refusal in words. Ground floor: uses no other feature.
 */
package io.serai.network;
