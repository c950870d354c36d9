package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.llm.LlmProperties.Redaction;
import io.serai.llm.LlmProperties.Redaction.Own;
import io.serai.llm.LlmProperties.Redaction.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TRUST S25: neither secrets nor personal data are kept. */
public class RedactTest {

    private static final Redact USUAL = new Redact(new Redaction(List.of(Rule.values()), List.of(), true));

    /** By the rules that hold if nothing is set. */
    public static PersonalData usual() {
        return USUAL;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "write to jane.doe+it@mail.example.com, please | write to [email], please",
        "<müller@bücher.example> | <[email]>",
        "call +49 171 1234567 now | call [phone] now",
        "call +1 (555) 123-4567. | call [phone].",
        "call 0171/1234567 or 01711234567 | call [phone] or [phone]",
        "call 0049 30 901820 | call [phone]",
        "call (555) 123-4567, 555-123-4567 | call [phone], [phone]",
        "pay to DE89 3704 0044 0532 0130 00 and go | pay to [iban] and go",
        "GB29NWBK60161331926819 | [iban]",
        "gb29 nwbk 6016 1331 9268 19 | [iban]",
        "card 4111 1111 1111 1111 | card [card]",
        "card 5500-0000-0000-0004, 378282246310005 | card [card], [card]",
        "password: hunter2hunter2 | password: [removed]",
        "Authorization: Bearer abcdefgh12345678 | Authorization: Bearer [removed]"})
    void secretsAndPersonalDataAreReplacedByTheirKind(String text, String kept) {
        assertThat(USUAL.kept(text)).isEqualTo(kept);
    }

    /** What an analyst needs stays: numbers of errors, articles, versions and machines are no telephones. */
    @ParameterizedTest
    @ValueSource(strings = {"error 0x80070005 at 10.0.0.12:8443", "on 01.02.2026 10:15:22 and 2026-11-26T10:15:22.123Z", "KB5004237, INC0012345 and CHG-0012345",
        "version 17.0.12.0 build 0012345678", "DE88370400440532013000 has wrong check digits", "4111 1111 1111 1112", "id 123e4567-e89b-12d3-a456-426614174000",
        "a@b is no address", "ports 8080 8443 9000", "192.168.100.200/24", "00:1b:44:11:3a:b7"})
    void whatOnlyLooksAlikeStays(String text) {
        assertThat(USUAL.kept(text)).isEqualTo(text);
    }

    @Test
    void rulesCanBeLeftOutAndAdded() {
        Redact own = new Redact(new Redaction(List.of(Rule.EMAIL), List.of(new Own("staff-number", "\\bP\\d{6}\\b")), true));
        assertThat(own.kept("P123456, a@example.com, 4111 1111 1111 1111")).isEqualTo("[staff-number], [email], 4111 1111 1111 1111");
    }

    @Test
    void whatIsSentKeepsItsFormAndItsIds() throws Exception {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree("""
            {"ticket":{"description":"I am\\na@example.com","labels":{"mail":"b@example.com"}},"runbooks":[{"id":"c@example.com","score":0.5}],"n":null}""");
        assertThat(USUAL.removed(document).toString()).isEqualTo("""
            {"ticket":{"description":"I am\\n[email]","labels":{"mail":"[email]"}},"runbooks":[{"id":"c@example.com","score":0.5}],"n":null}""");
        assertThat(new Redact(new Redaction(List.of(Rule.EMAIL), List.of(), false)).removed(document)).isSameAs(document);
    }

    /** A pattern that tries for ages is stopped, and then nothing of the text is kept. */
    @Test
    void aSlowPatternIsStopped() {
        Redact slow = new Redact(new Redaction(List.of(), List.of(new Own("slow", "(a+)+b")), true));
        long start = System.nanoTime();
        assertThat(slow.kept("a".repeat(5_000))).isEqualTo("[not kept: the rule slow is too slow for this text]");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        Redact deep = new Redact(new Redaction(List.of(), List.of(new Own("deep", "(?:a|b)*c")), true));
        assertThat(deep.kept("ab".repeat(50_000))).contains("too slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "a.", "a@", "+1 ", "DE89 ", "4111 ", "(555) ", "a@a.", "-----BEGIN PRIVATE KEY-----", "password=", "\u0000", "\ud800"})
    void anyTextIsDoneWithInNoTime(String part) {
        long start = System.nanoTime();
        String kept = USUAL.kept(part.repeat(300_000 / part.length()));
        assertThat(kept).hasSizeLessThanOrEqualTo(64 * 1024).doesNotContain("too slow", "\u0000");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
