package io.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.network.AllowedNetworks;
import io.serai.testing.Mailroom;
import io.serai.work.NotRetryable;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** How mail servers are reached: TLS with a certificate that is trusted, addresses that are allowed, and an end to all waiting. */
class MailSessionsTest {

    private static final String LOOPBACK = "127.0.0.0/8";

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedAndOneOfTheBundleIsTaken(@TempDir Path folder) throws Exception {
        System.setProperty("greenmail.tls.keystore.file", keyFor("localhost", folder.resolve("key.p12")).toString());
        try (Mailroom room = Mailroom.inTls()) {
            MailServer server = new MailServer("email", "imaps", "localhost", room.imapPort(), 5_000);
            assertThatThrownBy(() -> sessions(true, "", LOOPBACK).open(server)).isInstanceOf(MailFailedException.class)
                .hasMessageContaining("imaps://localhost").hasMessageContaining("TLS");
            DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
            bundles.registerBundle("mail", SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(certificate(room.imapPort())))));
            MailSessions trusting = new MailSessions(Mailroom.logins(), new AllowedNetworks(List.of(LOOPBACK)), new MailSettings(true, "mail", 25, 5), bundles);
            try (jakarta.mail.Store store = trusting.open(server)) {
                assertThat(store.getFolder("INBOX").exists()).isTrue();
            }
            // the same certificate under a name that does not stand in it
            assertThatThrownBy(() -> trusting.open(new MailServer("email", "imaps", "127.0.0.1", room.imapPort(), 5_000))).isInstanceOf(MailFailedException.class)
                .hasMessageContaining("127.0.0.1");
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
        }
    }

    @Test
    void withoutTlsNothingIsSaidToAServer() {
        try (Mailroom room = Mailroom.inClear()) {
            MailServer server = new MailServer("email", "imap", "127.0.0.1", room.imapPort(), 5_000);
            assertThatThrownBy(() -> sessions(true, "", LOOPBACK).open(server)).isInstanceOf(MailFailedException.class).hasMessageContaining("STARTTLS");
        }
        assertThatThrownBy(() -> sessions(false, "", "192.0.2.0/24").mayCall(new MailServer("email", "smtp", "192.0.2.1", 25, 5_000)))
            .isInstanceOf(NotRetryable.class).hasMessageContaining("without TLS only this machine");
    }

    /** TRUST.md, S13. */
    @Test
    void s13AnAddressThatMayNotBeCalledIsRefusedBeforeConnecting() {
        for (String host : List.of("127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "0.0.0.0", "2130706433")) {
            assertThatThrownBy(() -> sessions(true, "").open(new MailServer("email", "imaps", host, 993, 5_000))).as(host)
                .isInstanceOf(MailFailedException.class).hasMessageContaining("imaps://" + host);
        }
        for (String address : List.of("imaps://evil.example/../x:993", "imaps://user@host:993", "http://host:80", "imaps://host:99999", "imaps://ho st:1")) {
            assertThatThrownBy(() -> MailServer.of("email", address, 1)).as(address).isInstanceOf(NotRetryable.class);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws IOException {
        ExecutorService server = Executors.newSingleThreadExecutor();
        try (ServerSocket socket = new ServerSocket(0)) {
            server.submit(() -> {
                try (Socket accepted = socket.accept()) {
                    return accepted.getInputStream().read();
                }
            });
            long start = System.nanoTime();
            assertThatThrownBy(() -> sessions(false, "", LOOPBACK).open(new MailServer("email", "imap", "127.0.0.1", socket.getLocalPort(), 500)))
                .isInstanceOf(MailFailedException.class).hasMessageContaining("does not answer in time");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void aServerThatIsNotThereIsToldSo() throws IOException, MessagingException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> sessions(false, "", LOOPBACK).open(new MailServer("email", "imap", "127.0.0.1", port, 5_000)))
            .isInstanceOf(MailFailedException.class).hasMessageContaining("imap://127.0.0.1:" + port + " cannot be reached");
    }

    private static MailSessions sessions(boolean starttls, String bundle, String... networks) {
        return new MailSessions(Mailroom.logins(), new AllowedNetworks(List.of(networks)), new MailSettings(starttls, bundle, 25, 5), new DefaultSslBundleRegistry());
    }

    private static Path keyFor(String host, Path file) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "greenmail", "-keyalg", "RSA",
            "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-validity", "2", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore", file.toString())
            .redirectErrorStream(true).start();
        assertThat(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isNotNull();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    /** The server's own, fetched without judging it. */
    private static String certificate(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        X509Certificate[][] seen = new X509Certificate[1][];
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
                seen[0] = chain;
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
                seen[0] = chain;
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
        }
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(seen[0][0].getEncoded()) + "\n-----END CERTIFICATE-----\n";
    }
}
