package io.serai.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges the addresses a host's name stands for, before anyone connects. What is not an address of the public Internet (IANA's registries of
 * special-purpose addresses: loopback, private, link-local with the metadata services of clouds, shared, reserved, multicast) is refused unless
 * its network is listed. Immutable, safe for concurrent use.
 */
public final class AllowedNetworks {

    private static final List<Network> SPECIAL = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8").map(Network::of).toList();
    /** IPv6 addresses that carry an IPv4 address, and at which byte: NAT64 (RFC 6052), 6to4 (RFC 3056). */
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network NAT64_LOCAL = Network.of("64:ff9b:1::/48");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");

    private final List<Network> listed;

    /**
     * @param listed networks such as {@code 10.0.0.0/8} that may be called although they are not public
     * @throws IllegalArgumentException naming what is no network
     */
    public AllowedNetworks(List<String> listed) {
        this.listed = listed.stream().map(String::strip).filter(text -> !text.isEmpty()).map(Network::of).toList();
    }

    /**
     * @return all addresses of the host, at least one
     * @throws AddressRefusedException if one of them must not be called
     * @throws UnknownHostException    if the host has none
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                throw new AddressRefusedException("the host " + host + " has the address " + address.getHostAddress()
                    + ", which is not public; if it may be called, list its network in SERAI_PRIVATE_NETWORKS");
            }
        }
        return addresses;
    }

    boolean allows(InetAddress address) {
        return listed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16 && (NAT64.contains(address) || NAT64_LOCAL.contains(address))) {
            return isPublic(embedded(bytes, 12));
        }
        if (bytes.length == 16 && SIX_TO_FOUR.contains(address)) {
            return isPublic(embedded(bytes, 2));
        }
        return SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    private static InetAddress embedded(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        return "public addresses and " + listed;
    }
}
