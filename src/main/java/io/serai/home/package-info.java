/**
 * Where the hub's files are: {@code SERAI_HOME}, and behind it the copies packed in the jar.
 *
 * <p>In: a folder name. Out: its files, the home's own before the packed ones of the same name. Ground floor: uses no other feature.
 */
package io.serai.home;
