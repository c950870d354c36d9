package io.serai.connector;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code serai.alarm}: who is told of alarms. The URL counts as a secret, since some receivers are known by nothing but a secret path.
 *
 * @param url     where alarms are posted to; empty for nowhere
 * @param header  the header that carries {@code secret}
 * @param secret  the header's whole value; empty for none
 * @param timeout for how long the receiver may keep silent
 */
@ConfigurationProperties("serai.alarm")
record AlarmProperties(@DefaultValue("") String url, @DefaultValue("Authorization") String header, @DefaultValue("") String secret,
                       @DefaultValue("10s") Duration timeout) {

    /** @throws IllegalArgumentException naming the variable that is wrong, and not what it holds */
    AlarmProperties {
        url = url.strip();
        secret = secret.strip();
        if (!url.isEmpty() && !isAddress(url)) {
            throw new IllegalArgumentException("SERAI_ALARM_URL must be an http(s) URL without user and fragment");
        }
        if (!header.matches("[A-Za-z0-9-]{1,100}")) {
            throw new IllegalArgumentException("SERAI_ALARM_HEADER must be the name of an HTTP header, letters, digits and '-'");
        }
        if (!secret.matches("[ -~]*")) {
            throw new IllegalArgumentException("SERAI_ALARM_SECRET must be one line of ASCII");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("serai.alarm.timeout must be between 1s and 1m");
        }
    }

    boolean isOn() {
        return !url.isEmpty();
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "AlarmProperties[" + (isOn() ? "on" : "off") + "]";
    }
}
