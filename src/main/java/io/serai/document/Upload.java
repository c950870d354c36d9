package io.serai.document;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that somebody brings.
 *
 * @param tenant     whose it becomes; {@code *} for all tenants
 * @param name       what its owner calls it, as it may be shown, 1 to 201 characters
 * @param file       where it is now
 * @param size       in bytes
 * @param hash       SHA-256, in hexadecimal
 * @param categories of tickets it is about
 * @param reviewed   true if the one who brings it vouches for it, and may
 * @param by         who brings it
 */
record Upload(String tenant, String name, Path file, long size, String hash, List<String> categories, boolean reviewed, String by) {
}
