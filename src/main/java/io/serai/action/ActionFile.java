package io.serai.action;

import io.serai.home.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What one file of {@code connector-configs/actions/} says.
 *
 * @param name    the file's stem
 * @param origin  what messages call the file
 * @param action  the action, or nothing if the file is refused or something it needs is not set
 * @param missing settings and environment variables that it needs and that are not set: then the action is off
 * @param faults  why the file is refused; empty if it is not
 */
record ActionFile(String name, String origin, Optional<Action> action, List<String> missing, List<Fault> faults) {
}
