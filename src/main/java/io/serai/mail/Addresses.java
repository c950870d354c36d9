package io.serai.mail;

import java.util.regex.Pattern;

/** Mail addresses as the hub reads and writes them: {@code local@domain} in ASCII, without quotes, comments or routes. */
final class Addresses {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,8}");

    private Addresses() {
    }

    static boolean isPlain(String address) {
        return address != null && address.length() <= 254 && PLAIN.matcher(address).matches() && !address.startsWith("-");
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
