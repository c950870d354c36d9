package io.serai.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses as RFC 4632 and RFC 4291 write it.
 *
 * @param first any address of the block
 * @param bits  how many leading bits its addresses share, 0 to 32 or 128
 */
record Network(InetAddress first, int bits) {

    /** What can only be a literal: a name here would ask the DNS. */
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /**
     * @param text such as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address
     * @throws IllegalArgumentException if it is none of these
     */
    static Network of(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2 || !LITERAL.matcher(parts[0]).matches() || parts.length == 2 && !parts[1].matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no network such as 10.0.0.0/8");
        }
        try {
            InetAddress first = InetAddress.getByName(parts[0]);
            int length = first.getAddress().length * 8;
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : length;
            if (bits > length) {
                throw new IllegalArgumentException("'" + text.strip() + "' has more than " + length + " bits");
            }
            return new Network(first, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no network such as 10.0.0.0/8", e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int rest = mine.length * 8 - bits;
        return new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
