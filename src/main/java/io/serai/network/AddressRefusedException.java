package io.serai.network;

import java.net.UnknownHostException;

/**
 * A host that must not be called. An {@link UnknownHostException}, so that HTTP clients give up before they connect.
 */
public final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
