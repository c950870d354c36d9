package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.testing.RawHttp;
import io.serai.testing.TestAdmin;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "serai.security.failed-logins=3")
class LoginThrottleTest {

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;

    @Test
    void letsAnAddressWaitAfterTooManyFailedLogInsAndAuditsThem() {
        assertThat(api(TestAdmin.PASSWORD).status()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(api("guess " + i).status()).isEqualTo(401);
        }
        RawHttp.Answer refused = api(TestAdmin.PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.head()).contains("Retry-After: ", "application/problem+json");
        assertThat(RawHttp.send(port, "GET", "/actuator/health").status()).isEqualTo(200);
        assertThat(jdbc.sql("SELECT actor || ' ' || what FROM audit WHERE what LIKE 'login-%' ORDER BY id").query(String.class).list())
            .containsExactly("admin login-failed", "admin login-failed", "admin login-throttled");
        assertThat(jdbc.sql("SELECT count(*) FROM audit WHERE details::text LIKE '%guess%'").query(Integer.class).single()).isZero();
    }

    @Test
    void countsAnIpv6NetworkAsOneAddressAndForgetsNothingElse() {
        LoginThrottle throttle = new LoginThrottle(2, Duration.ofMinutes(5), Clock.systemUTC());

        assertThat(throttle.failed("2001:db8:1:2::1")).isFalse();
        assertThat(throttle.failed("2001:db8:1:2:ffff::9")).isTrue();
        assertThat(throttle.pauseOf("2001:db8:1:2::77")).isPositive();
        assertThat(throttle.pauseOf("2001:db8:1:3::77")).isZero();
        assertThat(throttle.pauseOf("192.0.2.1")).isZero();
    }

    private RawHttp.Answer api(String password) {
        return RawHttp.send(port, "GET", "/actuator/info", RawHttp.basic(TestAdmin.NAME, password));
    }
}
