/**
 * The canonical article: what a connected knowledge base holds, as connectors bring it and {@code knowledge} keeps it.
 *
 * <p>In: what a source lists, and its articles one by one. Out: the same, as records that travel between the two. Ground floor: may be
 * used by all, uses no other feature.
 */
package io.serai.article;
