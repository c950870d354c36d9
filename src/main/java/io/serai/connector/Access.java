package io.serai.connector;

import java.util.List;

/**
 * How a connected system is called.
 *
 * @param auth   how calls are authorised
 * @param limits how often it may be called, or {@code null} if that is not limited here
 * @param checks what is asked to see whether credentials and permissions are right, possibly nothing
 */
record Access(Auth auth, Limits limits, List<Check> checks) {

    static final Access NONE = new Access(Auth.none(), null, List.of());

    Access {
        auth = auth == null ? Auth.none() : auth;
        checks = List.copyOf(checks);
    }
}
