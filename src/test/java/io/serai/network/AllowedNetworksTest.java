package io.serai.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TRUST S13: what a name stands for is judged, however it is written. */
class AllowedNetworksTest {

    private final AllowedNetworks none = new AllowedNetworks(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1", "127.255.255.254", "2130706433", "localhost", "0.0.0.0", "0", "::", "::1", "[::1]", "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "10.0.0.1", "10.255.255.255", "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.255",
        "169.254.169.254", "::ffff:169.254.169.254", "2852039166", "169.254.0.1", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.0.170", "198.18.0.1", "198.19.255.255",
        "192.0.2.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "fe80::1", "febf::1", "fec0::1",
        "fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1", "ff02::1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
        "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::", "2001:db8::1", "2001::1", "100::1", "0.1.2.3", "192.88.99.1"})
    void anAddressThatIsNotPublicIsRefusedInWords(String host) {
        assertThatThrownBy(() -> none.resolve(host)).isInstanceOf(AddressRefusedException.class)
            .hasMessageContaining(host).hasMessageContaining("not public").hasMessageContaining("SERAI_PRIVATE_NETWORKS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost.", "fe80::1%lo", "0x7f.0.0.1", "0177.0.0.1.", "127.0.0.1.", "[", "a b", "xn--", ".."})
    void aNameThatMayOrMayNotResolveIsNotCalledEither(String host) {
        assertThatThrownBy(() -> none.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "192.0.1.1", "11.0.0.1", "223.255.255.255",
        "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"})
    void aPublicAddressIsAllowed(String address) throws Exception {
        assertThat(none.resolve(address)).hasSize(1);
    }

    @Test
    void whatIsListedIsAllowedAndItsNeighbourIsNot() throws Exception {
        AllowedNetworks some = new AllowedNetworks(List.of("10.20.0.0/16", " fd12::/32 ", "127.0.0.1", ""));
        assertThat(some.resolve("10.20.255.1")).hasSize(1);
        assertThat(some.resolve("fd12::7")).hasSize(1);
        assertThat(some.resolve("127.0.0.1")).hasSize(1);
        for (String other : List.of("10.21.0.1", "fd13::7", "127.0.0.2", "169.254.169.254")) {
            assertThat(some.allows(InetAddress.getByName(other))).as(other).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "example.com/8", "10.0.0.0/", "10.0.0.0/8/9", "all", "10.0.0.0/-1", "fd00::/129"})
    void whatIsNoNetworkIsRefusedWithoutAskingTheDns(String text) {
        assertThatThrownBy(() -> new AllowedNetworks(List.of(text))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(text);
    }
}
