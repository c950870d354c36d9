/**
 * The PostgreSQL the hub keeps everything in: its own in {@code data/postgres}, or an external one.
 *
 * <p>In: {@code SERAI_DATABASE_URL}, {@code _USERNAME} and {@code _PASSWORD}, or nothing at all. Out: the connection details
 * that Spring Boot makes its pool and runs its migrations with. Ground floor: uses no other feature.
 */
package io.serai.database;
