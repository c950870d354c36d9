/**
 * What every answer of the API has in common: pages of lists, and errors as problem details (RFC 9457).
 *
 * <p>In: a list's query parameters, an exception. Out: {@link io.serai.api.Page}, {@code application/problem+json}. Ground floor: uses no
 * other feature.
 */
package io.serai.api;
