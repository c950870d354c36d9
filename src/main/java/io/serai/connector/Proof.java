package io.serai.connector;

/** The header that authorises a call. Its value never shows. */
record Proof(String header, String value) {

    @Override
    public String toString() {
        return "Proof[" + header + "]";
    }
}
