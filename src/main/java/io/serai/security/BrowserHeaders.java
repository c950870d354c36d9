package io.serai.security;

/** What browsers are told about our pages. */
final class BrowserHeaders {

    /**
     * Everything from this server only. Hawtio needs style attributes, images and fonts written as {@code data:}, and workers for its
     * editors as {@code blob:}; it needs no script from elsewhere, none inline, and no {@code eval}.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";
    static final String PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    private BrowserHeaders() {
    }
}
