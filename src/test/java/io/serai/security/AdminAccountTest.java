package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.audit.AuditTrail;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

@HubTest
@ExtendWith(OutputCaptureExtension.class)
class AdminAccountTest {

    @Autowired
    AccountStore accounts;
    @Autowired
    PasswordEncoder encoder;
    @Autowired
    AuditTrail audit;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void forgetTheAdmin() {
        jdbc.sql("DELETE FROM account").update();
    }

    @AfterEach
    void bringTheAdminBack() {
        start(TestAdmin.PASSWORD);
    }

    @Test
    void makesUpAPasswordOnTheFirstStartAndShowsItOnlyThen(CapturedOutput output) {
        start("");
        Matcher shown = Pattern.compile("user admin has the password (\\S{24}) ").matcher(output.getOut());
        assertThat(shown.find()).isTrue();
        String password = shown.group(1);

        start("");

        assertThat(shown.find()).isFalse();
        assertThat(output.getAll().split(Pattern.quote(password), -1)).hasSize(2);
        assertThat(encoder.matches(password, hash())).isTrue();
        assertThat(hash()).doesNotContain(password);
    }

    @Test
    void takesTheChosenPasswordAlsoOnALaterStart(CapturedOutput output) {
        start("");
        start("many camels, one well");

        assertThat(encoder.matches("many camels, one well", hash())).isTrue();
        assertThat(output.getAll()).doesNotContain("many camels, one well");
    }

    @Test
    void leavesTheHashAloneIfTheChosenPasswordIsTheOneItHas() {
        start("many camels, one well");
        String before = hash();

        start("many camels, one well");

        assertThat(hash()).isEqualTo(before);
    }

    @Test
    void refusesAPasswordOfWhichBcryptWouldIgnoreTheEnd() {
        assertThatThrownBy(() -> start("x".repeat(73))).hasMessageContaining("72 bytes").hasMessageNotContaining("xxx");
    }

    private void start(String chosen) {
        new AdminAccount(accounts, encoder, audit, chosen).afterSingletonsInstantiated();
    }

    private String hash() {
        return accounts.passwordHash(AdminAccount.NAME).orElseThrow();
    }
}
