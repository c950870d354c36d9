package io.serai.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a mail server is reached.
 *
 * @param protocol {@code imaps} or {@code smtps} for TLS from the first byte, {@code imap} or {@code smtp} for STARTTLS
 * @param timeout  how long connecting, and each read and write, may take, in milliseconds
 */
record MailServer(String connector, String protocol, String host, int port, int timeout) {

    private static final Pattern ADDRESS = Pattern.compile("(imaps?|smtps?)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

    /** @throws MailFailedException.Refused if {@code address} is not of the form {@code imaps://host:port} */
    static MailServer of(String connector, String address, int timeout) {
        Matcher matcher = ADDRESS.matcher(String.valueOf(address));
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            throw new MailFailedException.Refused("connector " + connector + ": host or port of the mail server cannot be read");
        }
        return new MailServer(connector, matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)), timeout);
    }

    @Override
    public String toString() {
        return protocol + "://" + host + ":" + port;
    }
}
