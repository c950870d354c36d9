package io.serai.connector;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/**
 * How kamelets call vendors over HTTP: a call is one request. The client's own habits are off, since it repeats what was answered 429 or 503,
 * follows redirects with the credentials, and keeps cookies.
 */
@Component("vendorClient")
class VendorClient implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching();
    }
}
